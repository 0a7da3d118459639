using System.Text;
using MailGuard.Dkim;
using MailGuard.Messages;

namespace MailGuard.Fuzz;

/// <summary>The input is a header field, or a file of mail, that anybody may have written.</summary>
internal static class MailTargets
{
    private static readonly MessageLimits Limits = new() { MaxOctets = 20_000, MaxFields = 50, MaxFieldOctets = 2_000 };

    public static void RunSignature(byte[] field)
    {
        var text = Encoding.Latin1.GetString(field);
        var signature = DkimSignature.Parse(text);
        if (signature.Text != text) throw new InvalidDataException("Not the text that was given.");
        if (signature.Mistakes.Length > DkimSignature.MaxMistakes) throw new InvalidDataException("More mistakes than are kept.");
        if (signature.Mistakes.Any(mistake => mistake.Offset < 0 || mistake.Offset > text.Length)) throw new InvalidDataException("A mistake outside the text.");
        var unsigned = DkimSignature.Parse(signature.TextWithoutSignature);
        if (unsigned.TextWithoutSignature != signature.TextWithoutSignature) throw new InvalidDataException("The signature is still there.");
        if (unsigned.Domain != signature.Domain || unsigned.Selector != signature.Selector) throw new InvalidDataException("More than the signature was taken out.");
    }

    public static void RunHeader(byte[] file)
    {
        var header = HeaderSection.Read(new(new MemoryStream(file), Limits.MaxFieldOctets + 1), Limits);
        if (header.Fields.Length > Limits.MaxFields) throw new InvalidDataException("Too many fields.");
        if (header.Fields.Any(field => field.Octets.Length > Limits.MaxFieldOctets)) throw new InvalidDataException("A field too long.");
        byte[] read = [.. header.Fields.SelectMany(field => field.Octets.ToArray())];
        if (file.AsSpan().IndexOf(read) < 0) throw new InvalidDataException("Not the octets of the file.");
        if (MessageSampleReader.Read(new MemoryStream(file), "x", Limits).Any(reading => reading.Sample is null == reading.Problem is null))
            throw new InvalidDataException("Neither a sample nor a problem.");
    }
}
