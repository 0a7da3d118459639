using MailGuard.Findings;
using MailGuard.Probes;

namespace MailGuard.Transport;

/// <summary>What can be wrong with the policy file of MTA-STS; nothing fires unless it was tried to be fetched.</summary>
internal static class MtaStsPolicyRules
{
    private const long ShortestMaxAge = 86_400;

    /// <summary>They need the file, and cannot be told without it.</summary>
    public static readonly string[] OnTheFile = ["mta-sts.mx-not-listed", "mta-sts.mx-not-listed-testing", "mta-sts.max-age-unusual"];

    public static readonly Rule<TransportPublication>[] Rules =
    [
        new("mta-sts.policy-unreachable", Severity.Medium, "RFC 8461 section 3.3")
        {
            Affects = Affects.Spoofing, Urgency = Urgency.TwoWeeks, Cost = Cost.B, Input = RuleInput.Probe,
            En = new(
                "MTA-STS policy cannot be used",
                "{domain} announces an MTA-STS policy, but senders cannot use {url}: {problem}.",
                "Senders behave as if there were no MTA-STS.",
                "Have the operator of the web server serve the policy at that address: over HTTPS with a certificate for {subject} that senders trust, with status 200, as text/plain, without a redirect.")
            {
                Cases =
                [
                    new("no-answer", "{domain} announces an MTA-STS policy, but this machine could not fetch {url}: {problem}.", "Open the address from another network. If it fails there too, have the operator of the web server at {subject} repair it."),
                    new("mistake", "The MTA-STS policy at {url} has a mistake: {problem}.", "Correct the policy file, then change the id in the TXT record at _mta-sts.{domain}."),
                ],
            },
            Ja = new(
                "MTA-STSポリシーを使えない",
                "{domain} はMTA-STSポリシーがあると告知していますが、送信側は {url} のファイルを使えません：{problem}。",
                "ポリシーを使えない送信側では、MTA-STSがないのと同じです。",
                "ポリシーファイルをこのURLで公開するよう、Webサーバーの管理者に依頼してください。{subject} の正しい証明書を使ったHTTPSで、リダイレクトせずに、ステータス200と text/plain で返す必要があります。")
            {
                Cases =
                [
                    new("no-answer", "{domain} はMTA-STSポリシーがあると告知していますが、このコンピューターからは {url} のファイルを取得できませんでした：{problem}。", "別のネットワークのパソコンでこのURLを開いてみてください。そこでも開けないときは、{subject} のWebサーバーの管理者に復旧を依頼してください。"),
                    new("mistake", "{url} のMTA-STSポリシーに誤りがあります：{problem}。", "ポリシーファイルを直し、そのあとで _mta-sts.{domain} のTXTレコードの id を変えてください。"),
                ],
            },
            Find = transport => IsAnnounced(transport) && Unusable(transport.Policy) is { } evidence ? [evidence.With("domain", transport.Domain.Text)] : [],
        },
        new("mta-sts.mx-not-listed", Severity.Critical, "RFC 8461 section 4.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A, Input = RuleInput.Probe,
            En = new(
                "MX missing from the MTA-STS policy",
                "The MTA-STS policy of {subject} is in mode enforce, and no mx line covers {hosts}.",
                "Senders that follow MTA-STS refuse to deliver to these hosts.",
                "Add these lines to {url}, then change the id in the TXT record at _mta-sts.{subject}: {lines}"),
            Ja = new(
                "MTA-STSポリシーにないMXがある",
                "{subject} のMTA-STSポリシーは enforce モードですが、{hosts} に当てはまる mx 行がありません。",
                "MTA-STSに従う送信側は、これらのホストにメールを届けません。",
                "{url} に次の行を加え、そのあとで _mta-sts.{subject} のTXTレコードの id を変えてください：{lines}"),
            Find = transport => Unlisted(transport, MtaStsMode.Enforce),
        },
        new("mta-sts.mx-not-listed-testing", Severity.Medium, "RFC 8461 section 4.1")
        {
            Affects = Affects.Delivery, Urgency = Urgency.Now, Cost = Cost.A, Input = RuleInput.Probe,
            En = new(
                "MX missing from the MTA-STS policy in testing",
                "The MTA-STS policy of {subject} is in mode testing, and no mx line covers {hosts}.",
                "In mode enforce, senders would refuse to deliver to these hosts.",
                "Before you change the mode, add these lines to {url} and change the id in the TXT record at _mta-sts.{subject}: {lines}"),
            Ja = new(
                "testingのMTA-STSポリシーにないMXがある",
                "{subject} のMTA-STSポリシーは testing モードで、{hosts} に当てはまる mx 行がありません。",
                "このまま enforce モードにすると、送信側はこれらのホストにメールを届けなくなります。",
                "モードを変える前に {url} に次の行を加え、_mta-sts.{subject} のTXTレコードの id を変えてください：{lines}"),
            Find = transport => Unlisted(transport, MtaStsMode.Testing),
        },
        new("mta-sts.max-age-unusual", Severity.Low, "RFC 8461 section 3.2")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A, Input = RuleInput.Probe,
            En = new(
                "MTA-STS max_age unusual",
                "The MTA-STS policy of {subject} says max_age {seconds}, which is less than one day.",
                "Senders forget a policy too soon when the value is small, and may reject one whose value is larger than allowed.",
                "Write max_age: 1209600 (two weeks) in {url}, then change the id in the TXT record at _mta-sts.{subject}.")
            {
                Cases = [new("too-large", "The MTA-STS policy of {subject} says max_age {seconds}; the largest value allowed is 31557600.", null)],
            },
            Ja = new(
                "MTA-STSのmax_ageが通常の範囲にない",
                "{subject} のMTA-STSポリシーの max_age は {seconds} 秒で、1日より短い値です。",
                "小さすぎると送信側がポリシーをすぐに忘れ、上限を超えるとポリシー自体が使われないことがあります。",
                "{url} に max_age: 1209600（2週間）と書き、そのあとで _mta-sts.{subject} のTXTレコードの id を変えてください。")
            {
                Cases = [new("too-large", "{subject} のMTA-STSポリシーの max_age は {seconds} 秒で、上限の 31557600 秒を超えています。", null)],
            },
            Find = transport => transport.Policy is { Policy: { Mode: not MtaStsMode.None, MaxAge: < ShortestMaxAge or > MtaStsPolicy.LargestMaxAge } policy } file
                ? [(Evidence.At(transport.Domain) with { Case = policy.MaxAge > MtaStsPolicy.LargestMaxAge ? "too-large" : null })
                    .With("seconds", policy.MaxAge.Value).With("url", file.Fetch.Url)]
                : [],
        },
        new("mta-sts.policy-unannounced", Severity.Info, "RFC 8461 section 3")
        {
            Affects = Affects.Hygiene, Urgency = Urgency.WhenConvenient, Cost = Cost.A, Input = RuleInput.Probe,
            En = new(
                "MTA-STS policy not announced",
                "There is an MTA-STS policy at {url}, but no TXT record at {subject} announces it.",
                "Senders do not look for the policy.",
                "Delete the policy file if it is not wanted. Otherwise publish the TXT record at {subject}: {proposed}"),
            Ja = new(
                "MTA-STSポリシーが告知されていない",
                "{url} にMTA-STSポリシーがありますが、{subject} にこれを告知するTXTレコードがありません。",
                "告知がないと送信側はポリシーを探さないため、このポリシーは使われません。",
                "使わないポリシーファイルなら削除してください。使うなら、{subject} に次のTXTレコードを公開してください：{proposed}"),
            Find = transport => transport is { MtaSts.IsFailed: false, Policy: { Policy: { IsUnderstood: true, Mode: not MtaStsMode.None } } file }
                && !TransportRules.IsMtaStsMeant(transport)
                ? [Evidence.At(transport.MtaSts.Name).With("url", file.Fetch.Url)
                    .Propose(ProposedRecord.Txt(transport.MtaSts.Name, "v=STSv1; id=1", null))]
                : [],
        },
    ];

    /// <summary>One valid record; senders look for a policy on no other ground.</summary>
    public static bool IsAnnounced(TransportPublication transport) => transport.MtaStsRecords is [{ IsValid: true }];

    /// <summary>Null when the policy can be used, was not asked for, or nothing is known of it.</summary>
    private static Evidence? Unusable(MtaStsPolicyFetch? file)
    {
        if (file is null or { Fetch.IsUndetermined: true } or { Policy.IsUnderstood: true }) return null;
        var evidence = Evidence.At(file.Host).With("url", file.Fetch.Url);
        var mistake = file.Policy?.Mistakes.First(one => one.Problem is not (MtaStsPolicy.EmptyLine or MtaStsPolicy.MaxAgeTooLarge));
        var isUncertain = file.Fetch.IsUncertain;
        var (en, ja) = mistake is null ? FetchWords.Of(file.Fetch) : PolicyMistakeWords.Of(mistake);
        return (evidence with
        {
            Case = mistake is not null ? "mistake" : isUncertain ? "no-answer" : null,
            Confidence = isUncertain ? Confidence.Inferred : Confidence.Proven,
        }).With("problem", en, ja);
    }

    private static IEnumerable<Evidence> Unlisted(TransportPublication transport, MtaStsMode mode)
    {
        if (!IsAnnounced(transport) || transport.Policy is not { Policy: { IsUnderstood: true } policy } file || policy.Mode != mode) return [];
        var hosts = transport.Hosts.Where(host => !policy.Lists(host.Host)).Select(host => host.Host.Text).Distinct().ToList();
        return hosts.Count == 0
            ? []
            : [Evidence.At(transport.Domain).With("hosts", hosts).With("url", file.Fetch.Url).With("lines", hosts.Select(host => $"mx: {host}"))
                .With("mx", policy.Mx)];
    }
}
