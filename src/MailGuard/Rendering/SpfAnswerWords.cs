using System.Globalization;
using MailGuard.Dns;

namespace MailGuard.Rendering;

/// <summary>What the DNS answered to a term, on one line.</summary>
internal sealed class SpfAnswerWords(ReportWords words)
{
    /// <summary>Records shown of one answer; a host of a pool may have dozens.</summary>
    private const int MaxShown = 8;

    /// <summary>Addresses and names as they stand; no texts, which stand beside the record they are in.</summary>
    public static IEnumerable<string> Data(DnsAnswer answer) => answer.Records.Select(record => record switch
    {
        DnsRecord.Address address => address.Value.ToString(),
        DnsRecord.Mx mx => string.Create(CultureInfo.InvariantCulture, $"{mx.Preference} {mx.Exchange}"),
        DnsRecord.Pointer pointer => pointer.Target.Text,
        _ => null,
    }).OfType<string>();

    public string Of(DnsAnswer answer) => $"{DnsTypeName.Of(answer.Type)} {answer.Name}: {Said(answer)}";

    private string Said(DnsAnswer answer) => answer.Status switch
    {
        DnsStatus.Found => Shown([.. Data(answer)]),
        DnsStatus.NoData => words.Choose("no such record", "レコードがありません"),
        DnsStatus.NoSuchName => words.Choose("does not exist", "この名前は存在しません"),
        _ => words.Choose("no answer", "応答がありません"),
    };

    private string Shown(string[] data)
    {
        var shown = string.Join(", ", data.Take(MaxShown));
        var more = (data.Length - MaxShown).ToString(CultureInfo.InvariantCulture);
        return data.Length <= MaxShown ? shown : words.Choose($"{shown} and {more} more", $"{shown} ほか{more}件");
    }
}
