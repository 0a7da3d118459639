using System.Collections.Immutable;
using MailGuard.Cli.Input;
using MailGuard.Dns;
using MailGuard.Findings;

namespace MailGuard.Tests.Cli.Input;

public sealed class DnsSummaryTests
{
    [Theory]
    [InlineData(Language.English, "dns: 2310 asked, 1020 from cache, 44 below names that do not exist, 12 joined; failed: timeout 2, REFUSED 1")]
    [InlineData(Language.Japanese, "dns：問い合わせ2310件、キャッシュから1020件、存在しない名前の下のため省略44件、重複をまとめたもの12件。失敗：応答なし 2、REFUSED 1")]
    public void A_run_ends_with_what_it_asked(Language language, string expected)
    {
        var failed = ImmutableSortedDictionary<DnsFailure, long>.Empty.Add(DnsFailure.Refused, 1).Add(DnsFailure.Timeout, 2);
        Assert.Equal(expected, DnsSummary.Of(new ResolverCounters(2310, 1020, 44, 12, failed), language));
    }

    [Theory]
    [InlineData(Language.English, "dns: 2316 sent over UDP, 6 of them again; 1 over TCP; dropped: 3 that answer no question, 2 damaged")]
    [InlineData(Language.Japanese, "dns：UDP送信2316件（うち再送6件）、TCP1件。破棄：問い合わせと合わない応答3件、壊れた応答2件")]
    public void What_was_sent_and_dropped_is_a_line_of_its_own(Language language, string expected) =>
        Assert.Equal(expected, DnsSummary.Of(new TransportCounters(2316, 6, 1, 3, 2), language));
}
