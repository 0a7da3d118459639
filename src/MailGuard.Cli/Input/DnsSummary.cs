using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Cli.Input;

/// <summary>What a run asked of the DNS, lines for <c>--verbose</c> to end with.</summary>
internal static class DnsSummary
{
    /// <summary>e.g. <c>dns: 2310 asked, 1020 from cache, 44 below names that do not exist, 12 joined; failed: timeout 2</c>.</summary>
    public static string Of(ResolverCounters counters, Language language) => language.Of(
        $"dns: {counters.Asked} asked, {counters.FromCache} from cache, {counters.BelowNoSuchName} below names that do not exist, {counters.Joined} joined",
        $"dns：問い合わせ{counters.Asked}件、キャッシュから{counters.FromCache}件、存在しない名前の下のため省略{counters.BelowNoSuchName}件、重複をまとめたもの{counters.Joined}件")
        + Failed(counters.Failed, language);

    /// <summary>e.g. <c>dns: 2316 sent over UDP, 6 of them again; 1 over TCP; dropped: 3 that answer no question, 0 damaged</c>.</summary>
    public static string Of(TransportCounters counters, Language language) => language.Of(
        $"dns: {counters.Sent} sent over UDP, {counters.Retried} of them again; {counters.OverTcp} over TCP; dropped: {counters.Unrelated} that answer no question, {counters.Damaged} damaged",
        $"dns：UDP送信{counters.Sent}件（うち再送{counters.Retried}件）、TCP{counters.OverTcp}件。破棄：問い合わせと合わない応答{counters.Unrelated}件、壊れた応答{counters.Damaged}件");

    /// <summary>Of sources that are read and not asked: zone files and snapshots.</summary>
    public static string OfFiles(string source, long answers, IReadOnlyDictionary<DnsFailure, long> failed, Language language) =>
        language.Of($"dns: {answers} answers from {source}", $"dns：{source} からの応答{answers}件") + Failed(failed, language);

    private static string Failed(IReadOnlyDictionary<DnsFailure, long> failed, Language language)
    {
        if (failed.Count == 0) return "";
        var reasons = failed.OrderBy(reason => reason.Key).Select(reason => $"{Word(reason.Key, language)} {reason.Value}");
        return language.Of("; failed: ", "。失敗：") + string.Join(language.Of(", ", "、"), reasons);
    }

    private static string Word(DnsFailure failure, Language language) => failure switch
    {
        DnsFailure.Timeout => language.Of("timeout", "応答なし"),
        DnsFailure.ServerFailure => "SERVFAIL",
        DnsFailure.Refused => "REFUSED",
        DnsFailure.ErrorCode => language.Of("error code", "エラー応答"),
        DnsFailure.BadAnswer => language.Of("bad answer", "使えない応答"),
        DnsFailure.Unreachable => language.Of("unreachable", "接続できない"),
        DnsFailure.AliasLoop => language.Of("CNAME loop", "CNAMEの循環"),
        DnsFailure.NotRecorded => language.Of("not recorded", "保存されていない"),
        DnsFailure.LimitReached => language.Of("limit reached", "上限"),
        _ => language.Of("cannot be asked", "問い合わせられない"),
    };
}
