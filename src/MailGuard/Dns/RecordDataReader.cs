using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Reads the data of one record in master file form. The first mistake sticks; what is read after it has no meaning.</summary>
internal sealed class RecordDataReader
{
    public const string HowToWriteNames = "At most 63 octets a label and 253 in all, no empty label; international names as xn--.";

    /// <summary>
    /// A character-string of TXT may be as long as all data of a record, though none over 255 octets can be sent: it is a common mistake,
    /// and a fact that rules speak of, not the end of a run.
    /// </summary>
    private const int LongestText = ushort.MaxValue;

    private static readonly (string Name, byte Number)[] SigningAlgorithms =
    [
        ("RSAMD5", 1), ("DH", 2), ("DSA", 3), ("RSASHA1", 5), ("DSA-NSEC3-SHA1", 6), ("RSASHA1-NSEC3-SHA1", 7), ("RSASHA256", 8), ("RSASHA512", 10),
        ("ECC-GOST", 12), ("ECDSAP256SHA256", 13), ("ECDSAP384SHA384", 14), ("ED25519", 15), ("ED448", 16), ("PRIVATEDNS", 253), ("PRIVATEOID", 254),
    ];

    private readonly ImmutableArray<MasterFileToken> tokens;
    private readonly DomainName origin;
    private int next;

    private RecordDataReader(ImmutableArray<MasterFileToken> tokens, DomainName origin)
    {
        this.tokens = tokens;
        this.origin = origin;
    }

    private MasterFileMistake? Mistake { get; set; }

    private bool IsAtEnd => next >= tokens.Length;

    /// <param name="isMnemonic">False for a type written as TYPE123, whose data must be in the form of RFC 3597.</param>
    /// <returns>Null with a mistake, never with both or neither.</returns>
    public static DnsRecord? Read(
        DnsType type, bool isMnemonic, ImmutableArray<MasterFileToken> tokens, DomainName origin, out MasterFileMistake? mistake)
    {
        var reader = new RecordDataReader(tokens, origin);
        var record = reader.Record(type, isMnemonic);
        if (!reader.IsAtEnd) reader.FailLateEnd();
        mistake = reader.Mistake;
        return mistake is null ? record : null;
    }

    /// <summary>A name: <c>@</c>, relative to the origin, or absolute with a dot at the end. Null when it is none.</summary>
    public static DomainName? ReadName(MasterFileToken token, DomainName origin)
    {
        if (token.IsQuoted) return null;
        if (token.Text == "@") return origin;
        var text = IsAbsolute(token.Text) || origin.IsRoot ? token.Text : $"{token.Text}.{origin.Text}";
        return DomainName.TryFromDns(text, out var name) ? name : null;
    }

    /// <summary>Seconds, or units as <c>1h30m</c> and <c>2w</c>. Null for others and over 31 bits (RFC 2181 section 8).</summary>
    public static TimeSpan? ReadTimeToLive(string text)
    {
        long seconds = 0;
        long? number = null;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter))
            {
                number = ((number ?? 0) * 10) + (letter - '0');
            }
            else if (number is not null && SecondsOf(letter) is { } unit)
            {
                seconds += number.Value * unit;
                number = null;
            }
            else
            {
                return null;
            }

            if (number > int.MaxValue || seconds > int.MaxValue) return null;
        }

        seconds += number ?? 0;
        return text.Length > 0 && seconds <= int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static long? SecondsOf(char unit) => char.ToLowerInvariant(unit) switch
    {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        _ => null,
    };

    /// <summary>A dot at the end ends the name unless an odd number of backslashes stands before it.</summary>
    private static bool IsAbsolute(string text) =>
        text.EndsWith('.') && (text.Length - 1 - text[..^1].TrimEnd('\\').Length) % 2 == 0;

    private DnsRecord? Record(DnsType type, bool isMnemonic)
    {
        if (!IsAtEnd && tokens[next].Is("\\#")) return UnknownForm(type);
        return type switch
        {
            DnsType.A => Address(AddressFamily.InterNetwork),
            DnsType.Aaaa => Address(AddressFamily.InterNetworkV6),
            DnsType.Ns or DnsType.Cname or DnsType.Ptr => new DnsRecord.Pointer(type, Name()),
            DnsType.Mx => new DnsRecord.Mx((ushort)Number(ushort.MaxValue), Name()),
            DnsType.Txt => new DnsRecord.Txt(Strings(LongestText)),
            DnsType.Spf => new DnsRecord.Opaque(type, [.. Strings(CharacterString.MaxOctets).SelectMany(octets => octets.Prepend((byte)octets.Length))]),
            DnsType.Soa => new DnsRecord.Soa(Name(), Name(), Number(uint.MaxValue), Seconds(), Seconds(), Seconds(), Seconds()),
            DnsType.Ds => new DnsRecord.Ds((ushort)Number(ushort.MaxValue), SigningAlgorithm(), Octet(), Hexadecimal()),
            DnsType.Tlsa => new DnsRecord.Tlsa(Octet(), Octet(), Octet(), Hexadecimal()),
            DnsType.Caa => new DnsRecord.Caa(Octet(), Text(CharacterString.MaxOctets), Text(ushort.MaxValue)),
            _ => OtherType(type, isMnemonic),
        };
    }

    /// <summary>Data that nobody asks for keeps its name existing; its octets are not worked out.</summary>
    private DnsRecord.Opaque? OtherType(DnsType type, bool isMnemonic)
    {
        if (!isMnemonic)
        {
            Fail("A type given as a number needs its data as octets.", "Write '\\# LENGTH HEX', or the name of the type.");
            return null;
        }

        if (IsAtEnd) FailEarlyEnd();
        next = tokens.Length;
        return new(type, []);
    }

    /// <summary>RFC 3597 section 5: <c>\# 4 0A000001</c>.</summary>
    private DnsRecord.Opaque? UnknownForm(DnsType type)
    {
        if (Enum.IsDefined(type) && type is not DnsType.Spf)
        {
            Fail($"The data of {DnsTypeName.Of(type)} is written as bare octets.", "Write it in the form of its type.");
            return null;
        }

        next++;
        var length = (int)Number(ushort.MaxValue);
        var octets = length == 0 ? [] : Hexadecimal();
        if (octets.Length != length) Fail($"{octets.Length} octets stand where {length} are announced.", "Correct one of them.");
        return new(type, octets);
    }

    private DnsRecord.Address? Address(AddressFamily family)
    {
        var word = Word();
        var isAddress = IPAddress.TryParse(word, out var address) && address.AddressFamily == family;
        var isPlain = family is AddressFamily.InterNetworkV6 ? !word.AsSpan().ContainsAny("%[]") : address?.ToString() == word;
        if (isAddress && isPlain) return new(address!);
        Fail(
            $"{CharacterString.Show(word)} is no {(family is AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address.",
            family is AddressFamily.InterNetwork ? "Write four numbers as 192.0.2.1, without leading zeros." : "Write it as 2001:db8::1.");
        return null;
    }

    private DomainName Name()
    {
        if (Take() is not { } token) return DomainName.Root;
        if (ReadName(token, origin) is { } name) return name;
        Fail($"{CharacterString.Show(token.Text)} is no domain name.", HowToWriteNames);
        return DomainName.Root;
    }

    private uint Number(uint largest)
    {
        var word = Word();
        if (uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest) return number;
        Fail($"{CharacterString.Show(word)} is no number from 0 to {largest}.", "Correct the number.");
        return 0;
    }

    private byte Octet() => (byte)Number(byte.MaxValue);

    /// <summary>A number, or a mnemonic of the IANA registry (RFC 4034 section 5.3).</summary>
    private byte SigningAlgorithm()
    {
        var known = SigningAlgorithms.FirstOrDefault(algorithm => !IsAtEnd && tokens[next].Is(algorithm.Name));
        if (known.Name is null) return Octet();
        next++;
        return known.Number;
    }

    private uint Seconds()
    {
        var word = Word();
        if (ReadTimeToLive(word) is { } time) return (uint)time.TotalSeconds;
        Fail($"{CharacterString.Show(word)} is no time.", "Write seconds, or units as 1h30m.");
        return 0;
    }

    /// <summary>All that is left, as one run of digits; blanks between them mean nothing.</summary>
    private ImmutableArray<byte> Hexadecimal()
    {
        var digits = new StringBuilder(Word());
        while (!IsAtEnd) digits.Append(Word());
        var text = digits.ToString();
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)) return [.. Convert.FromHexString(text)];
        Fail($"{CharacterString.Show(text)} are no octets in hexadecimal.", "Write two digits 0-9, A-F for each octet.");
        return [];
    }

    private ImmutableArray<ImmutableArray<byte>> Strings(int longest)
    {
        var strings = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        do strings.Add(String(longest));
        while (!IsAtEnd && Mistake is null);
        return strings.ToImmutable();
    }

    private ImmutableArray<byte> String(int longest)
    {
        if (Take() is not { } token) return [];
        if (CharacterString.Unescape(token.Text) is not { } octets)
        {
            Fail(
                $"{CharacterString.Show(token.Text)} has a broken escape or a character that is no octet.",
                "Escapes are '\\' and one character, or '\\' and three digits from 000 to 255.");
            return [];
        }

        if (octets.Length > longest) FailLength(octets.Length, longest);
        return octets;
    }

    private string Text(int longest) => Encoding.Latin1.GetString(String(longest).AsSpan());

    private string Word()
    {
        if (Take() is not { } token) return "";
        if (token.IsQuoted) Fail($"{CharacterString.Show(token.Text)} must not be quoted.", "Remove the quotation marks.");
        return token.Text;
    }

    private MasterFileToken? Take()
    {
        if (!IsAtEnd) return tokens[next++];
        FailEarlyEnd();
        return null;
    }

    private void FailEarlyEnd() => Fail("The record ends too early.", "Complete its data.");

    private void FailLength(int length, int longest) => Fail(
        $"A text of {length} octets is longer than {longest}.",
        $"Cut it into several quoted texts of at most {longest}; they are joined without a blank.");

    private void FailLateEnd() =>
        Fail($"{CharacterString.Show(tokens[next].Text)} is more than the record holds.", "Remove it, or put it behind a ';'.");

    private void Fail(string problem, string remedy) => Mistake ??= new(problem, remedy);
}
