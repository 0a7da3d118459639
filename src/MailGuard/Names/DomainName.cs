using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MailGuard.Names;

/// <summary>A name in the DNS, lower case and with A-labels, e.g. <c>_dmarc.hospital.example</c>.</summary>
/// <remarks>
/// At most 63 octets a label and 253 in all (RFC 1035 section 2.3.4), no empty label. Octets other than printable ASCII, and dots
/// inside a label, are written as in master files: <c>\.</c>, <c>\032</c> (RFC 1035 section 5.1). The root is the empty text.
/// </remarks>
public sealed class DomainName : IEquatable<DomainName>, IComparable<DomainName>
{
    /// <summary>Octets in the wire form of the longest name, less the length octets at both ends (RFC 1035 section 2.3.4).</summary>
    public const int MaxOctets = 253;

    /// <summary>Octets in the longest label (RFC 1035 section 2.3.4).</summary>
    public const int MaxLabelOctets = 63;

    /// <summary>Octets in the wire form of the longest name (RFC 1035 section 2.3.4).</summary>
    internal const int MaxWireOctets = MaxOctets + 2;

    public static readonly DomainName Root = new("");

    /// <summary>Characters that stand for themselves and need no escape: printable ASCII without the backslash.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(letter => (char)letter).Where(letter => letter != '\\')]);

    /// <summary>The octets that stand for themselves inside a label.</summary>
    private static readonly SearchValues<byte> PlainInLabel =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(letter => (byte)letter).Where(letter => letter is not ((byte)'\\' or (byte)'.'))]);

    /// <summary>Null until asked for: most names are only compared and shown.</summary>
    private string[]? labels;

    /// <summary>0 before it was asked for. A name is looked up in several tables for every question.</summary>
    private int hash;

    private DomainName(string text) => Text = text;

    /// <summary>The name without a trailing dot; empty for the root.</summary>
    public string Text { get; }

    /// <summary>Leftmost label first; none for the root.</summary>
    public ImmutableArray<string> Labels => ImmutableCollectionsMarshal.AsImmutableArray(labels ??= SplitLabels(Text));

    public bool IsRoot => Text.Length == 0;

    /// <summary>The name without its leftmost label; null for the root.</summary>
    public DomainName? Parent => IsRoot ? null : Above(Text) is { IsEmpty: false } above ? new(above.ToString()) : Root;

    /// <summary>The name as people write it: A-labels that decode are shown as U-labels.</summary>
    public string Unicode => InternationalName.ToUnicode(Text);

    /// <summary>The name made of the rightmost <paramref name="labels"/> labels.</summary>
    public DomainName Suffix(int labels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labels, Labels.Length);
        if (labels == 0) return Root;
        if (labels == Labels.Length) return this;
        var from = 0;
        foreach (var dropped in Labels.AsSpan()[..^labels]) from += dropped.Length + 1;
        return new(Text[from..]);
    }

    /// <summary>The name under this one, e.g. <c>_dmarc</c> before <c>hospital.example</c>; null when it would be too long.</summary>
    public DomainName? Prepend(string labels)
    {
        // Text is never shorter than the octets it stands for.
        if (!IsRoot && !labels.EndsWith('.') && TryFromDns(labels, out var below) && !below.IsRoot && below.Text.Length + 1 + Text.Length <= MaxOctets)
            return new(string.Concat(below.Text, ".", Text));
        return TryFromDns(IsRoot ? labels : $"{labels}.{Text}", out var name) ? name : null;
    }

    /// <summary>True for the name itself and for every name below it.</summary>
    public bool IsAtOrBelow(DomainName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        if (!Text.EndsWith(ancestor.Text, StringComparison.Ordinal)) return false;
        var below = Text.AsSpan(..^ancestor.Text.Length);
        return below.IsEmpty || ancestor.IsRoot || EndsWithSeparator(below);
    }

    /// <summary>True for names below, false for the name itself.</summary>
    public bool IsBelow(DomainName ancestor) => IsAtOrBelow(ancestor) && Text.Length > ancestor.Text.Length;

    /// <summary>Reads a name a person wrote: any case, a trailing dot, U-labels (UTS 46), full-width letters and dots.</summary>
    /// <exception cref="FormatException">The text is no domain name.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a domain name.");

    /// <inheritdoc cref="Parse"/>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        return InternationalName.ToAscii(text.Trim()) is { } ascii && TryFromDns(ascii, out name) && !name.IsRoot;
    }

    /// <summary>Reads a name in master file form, as records carry it: no IDNA, escapes kept, any octet allowed.</summary>
    public static bool TryFromDns(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (text is "" or ".")
        {
            name = Root;
            return true;
        }

        return text.AsSpan().ContainsAnyExcept(Plain) ? TryFromEscaped(text, out name) : TryFromPlain(text, out name);
    }

    /// <summary>A name in the form of <see cref="Text"/> without its leftmost label; empty when there is no other.</summary>
    internal static ReadOnlySpan<char> Above(ReadOnlySpan<char> name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '.') return name[(at + 1)..];
            if (name[at] == '\\') at++;
        }

        return [];
    }

    /// <param name="wire">Length octets and labels up to the empty one of the root (RFC 1035 section 3.1), not compressed, within the limits above.</param>
    internal static DomainName FromWire(ReadOnlySpan<byte> wire)
    {
        if (wire is [0]) return Root;
        Span<char> text = stackalloc char[MaxWireOctets];
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            var label = wire.Slice(at + 1, wire[at]);
            if (label.ContainsAnyExcept(PlainInLabel)) return FromWireEscaped(wire);
            System.Text.Ascii.ToLower(label, text[at..], out _);
            text[at + label.Length] = '.';
        }

        return new(new string(text[..(wire.Length - 2)]));
    }

    /// <summary>The opposite of <see cref="FromWire"/>; letters are lower case.</summary>
    /// <param name="wire">With room for <see cref="MaxWireOctets"/>.</param>
    /// <returns>The octets written.</returns>
    internal int WriteWire(Span<byte> wire)
    {
        var (label, end) = (0, IsRoot ? 0 : 1);
        for (var at = 0; at < Text.Length; end++)
        {
            if (Text[at] != '.')
            {
                TryReadOctet(Text, ref at, out wire[end]);
                continue;
            }

            wire[label] = (byte)(end - label - 1);
            label = end;
            at++;
        }

        wire[label] = (byte)Math.Max(0, end - label - 1);
        wire[end] = 0;
        return end + 1;
    }

    public bool Equals(DomainName? other) => ReferenceEquals(this, other) || (other is not null && Text == other.Text);

    public override bool Equals(object? obj) => Equals(obj as DomainName);

    public override int GetHashCode() => hash != 0 ? hash : hash = Text.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(DomainName? other) => string.CompareOrdinal(Text, other?.Text);

    public override string ToString() => IsRoot ? "." : Text;

    public static bool operator ==(DomainName? left, DomainName? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    public static bool operator <(DomainName left, DomainName right) => left.CompareTo(right) < 0;

    public static bool operator >(DomainName left, DomainName right) => left.CompareTo(right) > 0;

    public static bool operator <=(DomainName left, DomainName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DomainName left, DomainName right) => left.CompareTo(right) >= 0;

    private static DomainName FromWireEscaped(ReadOnlySpan<byte> wire)
    {
        var text = new System.Text.StringBuilder(wire.Length);
        for (var at = 0; wire[at] != 0; at += wire[at] + 1)
        {
            if (at > 0) text.Append('.');
            foreach (var octet in wire.Slice(at + 1, wire[at])) AppendOctet(text, octet);
        }

        return new(text.ToString());
    }

    /// <summary>At the dots that are not escaped.</summary>
    private static string[] SplitLabels(string text)
    {
        if (text.Length == 0) return [];
        if (!text.Contains('\\')) return text.Split('.');
        var labels = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '.')
            {
                labels.Add(text[start..at]);
                start = at + 1;
            }
        }

        return [.. labels, text[start..]];
    }

    private static bool TryFromPlain(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var lower = (text.EndsWith('.') ? text[..^1] : text).ToLowerInvariant();
        if (lower.Length > MaxOctets) return false;
        foreach (var label in lower.AsSpan().Split('.'))
        {
            if (label.End.Value - label.Start.Value is 0 or > MaxLabelOctets) return false;
        }

        name = new(lower);
        return true;
    }

    /// <summary>True when its last character is a dot and no part of a label.</summary>
    private static bool EndsWithSeparator(ReadOnlySpan<char> text) =>
        text is [.. var label, '.'] && (label.Length - label.TrimEnd('\\').Length) % 2 == 0;

    private static bool TryFromEscaped(string text, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var labels = new List<string>();
        var octetsInAll = -1;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (!TryReadLabel(ref rest, out var label, out var octets)) return false;
            octetsInAll += octets + 1;
            labels.Add(label);
        }

        if (octetsInAll > MaxOctets) return false;
        name = new(string.Join('.', labels));
        return true;
    }

    /// <summary>Takes one label and the dot behind it off <paramref name="rest"/>; a label ends at a dot that is not escaped.</summary>
    private static bool TryReadLabel(ref ReadOnlySpan<char> rest, out string label, out int octets)
    {
        var text = new System.Text.StringBuilder(rest.Length);
        label = "";
        octets = 0;
        var at = 0;
        for (; at < rest.Length && rest[at] != '.'; octets++)
        {
            if (!TryReadOctet(rest, ref at, out var octet)) return false;
            AppendOctet(text, octet);
        }

        var isOnlyADot = at == 0;
        rest = at < rest.Length ? rest[(at + 1)..] : [];
        label = text.ToString();
        return !isOnlyADot && octets <= MaxLabelOctets;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> text, ref int at, out byte octet)
    {
        octet = 0;
        var letter = text[at++];
        if (letter > 0x7f) return false;
        if (letter != '\\')
        {
            octet = (byte)letter;
            return true;
        }

        if (at + 2 < text.Length && char.IsAsciiDigit(text[at]))
        {
            if (!byte.TryParse(text.Slice(at, 3), out octet)) return false;
            at += 3;
            return true;
        }

        if (at >= text.Length || text[at] > 0x7f) return false;
        octet = (byte)text[at++];
        return true;
    }

    private static void AppendOctet(System.Text.StringBuilder text, byte octet)
    {
        var letter = char.ToLowerInvariant((char)octet);
        if (letter is '.' or '\\') text.Append('\\').Append(letter);
        else if (octet is <= 0x20 or >= 0x7f) text.Append('\\').Append(octet.ToString("D3", System.Globalization.CultureInfo.InvariantCulture));
        else text.Append(letter);
    }
}
