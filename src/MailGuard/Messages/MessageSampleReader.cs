using System.Text;
using MailGuard.Dkim;
using MailGuard.Names;
using MimeKit;
using MimeKit.Utils;

namespace MailGuard.Messages;

/// <summary>Reads samples of mail: one message, or a box of them (mbox, RFC 4155). Only headers are kept; bodies are passed over.</summary>
public static class MessageSampleReader
{
    /// <summary>Servers noted of one message; honest mail passes about ten.</summary>
    private const int MostHops = 50;

    /// <summary>Never throws on what the octets hold; what cannot be read is a problem in the result.</summary>
    /// <param name="octets">Read once, from where it stands; an <see cref="IOException"/> of it passes through.</param>
    /// <param name="file">How the messages are called in results.</param>
    public static IEnumerable<SampleReading> Read(Stream octets, string file, MessageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(octets);
        ArgumentNullException.ThrowIfNull(file);
        limits ??= new();
        var box = new MessageBox(octets, limits);
        while (box.NextHeader() is { } header)
            yield return ReadHeader(header, box.IsBox ? $"{file}#{box.Count}" : file, limits);
    }

    internal static SampleReading ReadHeader(HeaderSection header, string file, MessageLimits limits)
    {
        if (header.End is HeaderEnd.NotAMessage) return new(file, null, SampleProblem.NotAMessage);
        if (header.End is not HeaderEnd.Whole) return new(file, null, SampleProblem.TooLarge);
        var from = header.Named("From").ToList();
        var authors = from.SelectMany(MailboxDomains).Distinct().ToList();
        if (authors.Count == 0) return new(file, null, SampleProblem.WithoutAuthor);
        if (authors.Count > 1 || from.Count > 1) return new(file, null, SampleProblem.SeveralAuthors);
        var signatures = header.Named("DKIM-Signature").ToList();
        var received = header.Named("Received").ToList();
        return new(
            file,
            new(file, authors[0])
            {
                EnvelopeDomain = EnvelopeDomain(header),
                Date = Date(header),
                Signatures = [.. signatures.Take(limits.MaxSignatures).Select(field => DkimSignature.Parse(field.Value))],
                SignaturesLeftOut = Math.Max(0, signatures.Count - limits.MaxSignatures),
                ReceivedBy = [.. received.Take(MostHops).Select(field => ReceivedBy(field.Value)).OfType<DomainName>()],
                Hops = received.Count,
            },
            null);
    }

    private static IEnumerable<DomainName> MailboxDomains(HeaderField field)
    {
        if (!InternetAddressList.TryParse(ParserOptions.Default, Encoding.Latin1.GetBytes(field.Value), out var addresses)) return [];
        return addresses.Mailboxes.Select(mailbox => DomainOf(mailbox.Domain)).OfType<DomainName>();
    }

    private static DomainName? EnvelopeDomain(HeaderSection header)
    {
        var path = header.Named("Return-Path").Select(field => field.Value).FirstOrDefault();
        return path is not null ? DomainBehindAt(path) : header.Named("Received-SPF").Select(field => SpfEnvelope(field.Value)).FirstOrDefault();
    }

    /// <summary>The key envelope-from of RFC 7208 section 9.1.</summary>
    private static DomainName? SpfEnvelope(string value)
    {
        const string key = "envelope-from=";
        var at = value.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : DomainBehindAt(value[(at + key.Length)..].Split(';', 2)[0]);
    }

    /// <summary>The domain of <c>&lt;user@domain&gt;</c>, quoted or not; null for the empty path of a bounce.</summary>
    private static DomainName? DomainBehindAt(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0) return null;
        var domain = text.AsSpan(at + 1).TrimStart();
        var end = domain.IndexOfAny("> \t\r\n\";,()");
        return DomainOf((end < 0 ? domain : domain[..end]).ToString());
    }

    private static DateTimeOffset? Date(HeaderSection header)
    {
        var value = header.Named("Date").Select(field => field.Value).FirstOrDefault();
        return value is not null && DateUtils.TryParse(Encoding.Latin1.GetBytes(value), out var date) ? date : null;
    }

    /// <summary>The word behind <c>by</c> (RFC 5321 section 4.4).</summary>
    private static DomainName? ReceivedBy(string value)
    {
        var words = value.Split([' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries);
        var by = Array.FindIndex(words, word => word.Equals("by", StringComparison.OrdinalIgnoreCase));
        return by >= 0 && by + 1 < words.Length ? DomainOf(words[by + 1]) : null;
    }

    /// <summary>A name with a dot; address literals and single words are none.</summary>
    private static DomainName? DomainOf(string text) =>
        text.Length is > 0 and <= 4 * DomainName.MaxOctets && !text.StartsWith('[') && DomainName.TryParse(Parsing.OctetText.Decoded(text), out var name)
        && name.Labels.Length > 1 && name.Text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : null;
}
