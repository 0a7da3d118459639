using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>What a domain publishes of one kind: the records as they stand, and what they come to.</summary>
/// <param name="Label">e.g. <c>SPF</c>.</param>
/// <param name="Records">Record texts; none when nothing is published or nothing could be read.</param>
/// <param name="Remarks">Sentences about them.</param>
internal sealed record PublishedFact(string Label, IReadOnlyList<string> Records, IReadOnlyList<string> Remarks)
{
    /// <summary>Null for everything but SPF.</summary>
    public SpfNodeSection? Tree { get; init; }
}

/// <summary>The published part of a report, in words, for every format that is read by people.</summary>
internal sealed class PublishedFacts(ReportWords words)
{
    public IEnumerable<PublishedFact> Of(AuditDocument audit) =>
        [Mx(audit), Spf(audit), Dmarc(audit), Dkim(audit), .. MtaStsPolicy(audit), new(words.Choose("Others", "その他"), [], [Others(audit), .. Providers(audit)])];

    private string NotPublished => words.Choose("not published", "公開されていません");

    private PublishedFact Mx(AuditDocument audit)
    {
        if (audit.NullMx is true)
            return new("MX", [], [words.Choose("null MX: this domain accepts no mail", "null MX：このドメインはメールを受け取りません")]);
        if (audit.Mx is not { Count: > 0 }) return Absent(audit, "MX", "mx");
        return new("MX", [.. audit.Mx.Select(mx => $"{Number(mx.Preference)} {mx.Host}")], []);
    }

    private PublishedFact Absent(AuditDocument audit, string label, string member) =>
        new(label, [], [audit.IsUndetermined(member) ? words.CouldNotBeChecked : NotPublished]);

    private PublishedFact Spf(AuditDocument audit)
    {
        if (audit.Spf is not { Records.Count: > 0 } spf) return Absent(audit, "SPF", "spf");
        return new("SPF", spf.Records, [SpfResult(spf), SpfLookups(spf)]) { Tree = spf.Tree };
    }

    private string SpfResult(SpfSection spf) => spf.Result switch
    {
        "permerror" => words.Choose("permerror: receivers cannot evaluate it", "permerror：受信側はこのレコードを評価できません"),
        "temperror" => words.Choose("temperror: a part of it could not be checked", "temperror：一部のレコードを確認できませんでした"),
        var result => words.Choose($"any other sender: {result}", $"レコードにない送信元の判定：{result}"),
    };

    private string SpfLookups(SpfSection spf) => words.Choose(
        $"DNS lookups: {Number(spf.Lookups)} (limit 10), void lookups: {Number(spf.VoidLookups)} (limit 2)",
        $"DNS参照{Number(spf.Lookups)}回（上限10回）、空振りの参照{Number(spf.VoidLookups)}回（上限2回）");

    private PublishedFact Dmarc(AuditDocument audit)
    {
        if (audit.Dmarc is not { Records.Count: > 0 } dmarc) return Absent(audit, "DMARC", "dmarc");
        return new("DMARC", dmarc.Records, [.. DmarcRemarks(audit, dmarc)]);
    }

    private IEnumerable<string> DmarcRemarks(AuditDocument audit, DmarcSection dmarc)
    {
        if (dmarc.Location is { } location && location != audit.Domain)
            yield return words.Choose($"inherited from {location}", $"上位のドメイン {location} のレコードが適用されます");
        yield return EffectivePolicies(dmarc);
        if (OlderReceiversDiffer(dmarc)) yield return OlderReceivers(dmarc);
        yield return dmarc.Rua.Count == 0
            ? words.Choose("no address for aggregate reports", "集計レポートの送り先がありません")
            : words.Choose("aggregate reports to ", "集計レポートの送り先：") + Addresses(dmarc.Rua);
    }

    /// <summary>The record itself stands above; nobody reads a thousand of them twice.</summary>
    private string Addresses(IReadOnlyList<string> addresses)
    {
        const int most = 10;
        var more = addresses.Count - most;
        var shown = string.Join(", ", addresses.Take(most));
        return more <= 0 ? shown : shown + words.Choose($" and {Number(more)} more", $" ほか{Number(more)}件");
    }

    private string EffectivePolicies(DmarcSection dmarc)
    {
        var (exact, below, nonexistent) = (dmarc.EffectivePolicy, dmarc.EffectiveSubdomainPolicy, dmarc.EffectiveNonexistentPolicy);
        if (exact == below && exact == nonexistent)
        {
            return words.Labelled("effective policy", "適用されるポリシー", words.Policy(exact))
                + words.Choose(", also for subdomains and nonexistent names", "。サブドメインと存在しない名前も同じです");
        }

        return words.Labelled("effective policy", "適用されるポリシー", ExactAndBelow(exact, below))
            + words.Choose($"; nonexistent names: {words.Policy(nonexistent)}", $"、存在しない名前は {words.Policy(nonexistent)}");
    }

    private static bool OlderReceiversDiffer(DmarcSection dmarc) =>
        dmarc.Rfc7489.EffectivePolicy != dmarc.EffectivePolicy || dmarc.Rfc7489.EffectiveSubdomainPolicy != dmarc.EffectiveSubdomainPolicy;

    private string OlderReceivers(DmarcSection dmarc) => words.Labelled(
        "older receivers (RFC 7489)",
        "旧規格の受信側（RFC 7489）",
        ExactAndBelow(dmarc.Rfc7489.EffectivePolicy, dmarc.Rfc7489.EffectiveSubdomainPolicy));

    private string ExactAndBelow(string exact, string below) => words.Choose(
        $"{words.Policy(exact)}; subdomains: {words.Policy(below)}", $"{words.Policy(exact)}、サブドメインは {words.Policy(below)}");

    private PublishedFact Dkim(AuditDocument audit)
    {
        if (audit.Dkim is { Count: > 0 }) return new("DKIM", [], [.. audit.Dkim.Select(key => Key(key, audit.Domain))]);
        if (audit.IsUndetermined("dkim")) return Absent(audit, "DKIM", "dkim");
        return new("DKIM", [], [words.Choose("no key found", "鍵は見つかりませんでした")]);
    }

    private string Key(DkimEntry key, string? domain)
    {
        var name = key.Domain is null || key.Domain == domain ? key.Selector : $"{key.Selector} ({key.Domain})";
        return words.Labelled(name, KeyState(key)) + (key.Learnt is "sample" ? words.Choose(" (seen in samples)", "（サンプルで使用）") : "");
    }

    private string KeyState(DkimEntry key)
    {
        if (key.Revoked) return words.Choose("revoked", "失効済み");
        var size = key.Bits is { } bits ? Number(bits) + words.Choose(" bits", "ビット") : null;
        string?[] parts = [key.KeyType, size, KeyProblem(key.Problem)];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    private string? KeyProblem(string? problem) => problem switch
    {
        "unreadable" => words.Choose("cannot be read", "読み取れません"),
        "dangling" => words.Choose("its CNAME leads nowhere", "CNAMEの先の名前が存在しません"),
        "missing" => words.Choose("no key found", "鍵が見つかりません"),
        "undetermined" => words.CouldNotBeChecked,
        "wildcard" => words.Choose("answered by a wildcard", "ワイルドカードによる応答です"),
        _ => problem,
    };

    /// <summary>Nothing unless the policy file was fetched.</summary>
    private IEnumerable<PublishedFact> MtaStsPolicy(AuditDocument audit)
    {
        if (audit.MtaSts is not { Mode: { } mode } policy) return [];
        var hosts = policy.PolicyMx is { Count: > 0 } mx ? Addresses(mx) : words.Choose("none", "なし");
        return [new("MTA-STS", [], [words.Choose($"policy: mode {mode}, mx {hosts}", $"ポリシー：mode は {mode}、mx は {hosts}")])];
    }

    /// <summary>One line, by state: what is there, what is not, what could not be checked.</summary>
    private string Others(AuditDocument audit)
    {
        (string Label, string State)[] states =
        [
            State(audit, "mtaSts", audit.MtaSts?.Records.Count, audit.MtaSts?.Valid),
            State(audit, "tlsRpt", audit.TlsRpt?.Records.Count, audit.TlsRpt?.Valid),
            State(audit, "dane", audit.Dane?.Hosts.Count(host => host.Records.Count > 0), isValid: null),
            State(audit, "bimi", audit.Bimi?.Records.Count, isValid: null),
            State(audit, "caa", audit.Caa?.Records.Count, isValid: null),
        ];
        return string.Join(" · ", states.GroupBy(state => state.State, state => state.Label).Select(group =>
            group.Key + words.Choose(": ", "：") + string.Join(words.Choose(", ", "、"), group)));
    }

    private (string Label, string State) State(AuditDocument audit, string member, int? count, bool? isValid)
    {
        var state = (count, isValid) switch
        {
            (null, _) when audit.IsUndetermined(member) => words.Undetermined,
            (null or 0, _) => words.Choose("none", "なし"),
            (_, false) => words.Choose("published, not valid", "あり（無効）"),
            _ => words.Choose("published", "あり"),
        };
        return (words.Member(member), state);
    }

    /// <summary>Whom to ask, in one line; none for a result of before providers were told.</summary>
    private IEnumerable<string> Providers(AuditDocument audit)
    {
        if (audit.Providers is null && !audit.IsUndetermined("providers")) yield break;
        yield return words.Labelled("Providers", "事業者", audit.Providers switch
        {
            null => words.CouldNotBeChecked,
            { Count: 0 } => words.Choose("none that MailGuard knows", "MailGuardに登録されている事業者は見つかりませんでした"),
            var known => string.Join(words.Choose(", ", "、"), known.Select(provider => Provider(audit, provider))),
        });
    }

    private string Provider(AuditDocument audit, ProviderEntry provider)
    {
        string[] remarks =
        [
            .. provider.Signals.Select(Signal),
            .. IsOutdated(provider, audit)
                ? [words.Choose($"catalogue entry of {words.Date(provider.LastVerified)}", $"{words.Date(provider.LastVerified)}時点の情報")]
                : Array.Empty<string>(),
        ];
        return words.Choose($"{provider.Name} ({string.Join(", ", remarks)})", $"{provider.Name}（{string.Join('、', remarks)}）");
    }

    private string Signal(string signal) => signal is "verification" ? words.Choose("verification text", "確認用のTXT") : signal.ToUpperInvariant();

    /// <summary>By the day of the audit, so that the same audit is always drawn the same. ISO dates compare as texts.</summary>
    private static bool IsOutdated(ProviderEntry provider, AuditDocument audit) =>
        DateOnly.TryParse(provider.LastVerified, CultureInfo.InvariantCulture, out var seen)
        && DateOnly.TryParse(audit.AsOf.Split('T')[0], CultureInfo.InvariantCulture, out var day) && seen.AddYears(1) < day;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
