using System.Text;
using MailGuard.Dmarc;

namespace MailGuard.Fuzz;

/// <summary>The input is the text of a TXT record that anybody may have published at <c>_dmarc</c>.</summary>
internal static class DmarcRecordTarget
{
    public static void Run(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        _ = DmarcDiagnosis.HasDamagedSeparator(text) || DmarcDiagnosis.HasInvalidVersion(text);
        if (!DmarcRecordParser.IsDmarcRecord(DmarcDraft.Of(text).ToString())) throw new InvalidDataException("A draft is no record.");
        if (DmarcRecordParser.Parse(text) is not { } record) return;
        var printed = DmarcRecordPrinter.Print(record);
        if (DmarcRecordParser.Parse(printed) is not { } again) throw new InvalidDataException("Printed, it is no record.");
        if (Show(again) != Show(record)) throw new InvalidDataException("Printed, it means something else.");
        if (DmarcRecordPrinter.Print(again) != printed) throw new InvalidDataException("Printed differently the second time.");
    }

    private static string Show(DmarcRecord record) =>
        $"{record.Policy} {record.SubdomainPolicy} {record.NonexistentPolicy} {record.IsTesting} {record.Psd} {record.IsStrictDkim} {record.IsStrictSpf} {record.Percent} "
        + $"{record.FailureOptions} {string.Join(' ', record.Rua)} {string.Join(' ', record.Ruf)} {record.ApplicationBy(DmarcGeneration.Rfc9989)} {record.ApplicationBy(DmarcGeneration.Rfc7489)}";
}
