using System.Text.RegularExpressions;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Tests;

public sealed partial class RuleCatalogTests
{
    /// <summary>The rules that need DNS, the provider catalogue, samples of mail or the owner's statement: severity, what they affect, urgency, cost.</summary>
    private const string Promised = """
        spf.missing                           high     DS two-weeks       A
        spf.multiple-records                  critical D  now             A
        spf.syntax-error                      critical D  now             A
        spf.too-many-lookups                  critical D  now             A-B
        spf.lookups-near-limit                low      D  quarter         A
        spf.too-many-void-lookups             high     D  two-weeks       A
        spf.void-lookup                       low      D  quarter         A
        spf.include-without-record            critical D  now             A
        spf.include-nonexistent               critical D  now             A
        spf.host-nonexistent                  high     D  now             A
        spf.referenced-domain-registrable     critical S  now             A
        spf.loop                              critical D  now             A
        spf.allows-everyone                   critical S  now             A
        spf.no-effective-all                  medium   S  two-weeks       A
        spf.softfail-sufficient               info     H  none            none
        spf.terms-after-all                   medium   DH two-weeks       A
        spf.redirect-ignored                  medium   DH two-weeks       A
        spf.ptr-used                          medium   D  quarter         A
        spf.duplicate-term                    low      H  quarter         A
        spf.range-extremely-wide              high     S  two-weeks       B
        spf.range-very-wide                   medium   S  two-weeks       B
        spf.shared-hosting-range              high     S  quarter         B-C
        spf.bad-characters                    critical D  now             A
        spf.wrong-name                        high     DS now             A
        spf.version-misspelt                  critical DS now             A
        spf.mx-too-many-hosts                 critical D  now             A
        spf.redundant-range                   low      H  when-convenient A
        spf.string-over-255                   high     D  now             A
        spf.answer-too-large                  medium   D  quarter         A
        spf.obsolete-record                   low      H  when-convenient A
        spf.sender-macro                      info     H  none            none
        spf.mail-host-without-record          low      D  when-convenient A
        spf.private-address                   low      H  when-convenient A
        dmarc.missing                         high     SV two-weeks       A
        dmarc.policy-inherited                info     H  when-convenient A
        dmarc.multiple-records                critical SV now             A
        dmarc.version-invalid                 critical SV now             A
        dmarc.policy-missing                  medium   S  now             A
        dmarc.policy-invalid                  high     S  now             A
        dmarc.wrong-name                      critical SV now             A
        dmarc.separator-damaged               high     SV now             A
        dmarc.duplicate-tag                   medium   H  two-weeks       A
        dmarc.unknown-tag                     low      H  quarter         A
        dmarc.removed-tag                     low      H  quarter         A
        dmarc.pct-below-100                   medium   DS quarter         A
        dmarc.policy-none                     medium   S  quarter         A
        dmarc.monitoring-without-reports      high     V  now             A
        dmarc.enforcing-without-reports       medium   V  two-weeks       A
        dmarc.subdomain-policy-weaker         high     S  two-weeks       A
        dmarc.subdomain-tag-ignored           low      H  when-convenient A
        dmarc.nonexistent-names-open          medium   S  two-weeks       A
        dmarc.wildcard-defeats-np             medium   S  quarter         B
        dmarc.testing-mode                    medium   S  quarter         A
        dmarc.report-uri-invalid              high     V  now             A
        dmarc.report-mailbox-unreachable      high     V  now             A
        dmarc.report-destination-unauthorized high     V  two-weeks       B
        dmarc.generations-disagree            medium   DS quarter         A
        dmarc.psd-misused                     medium   DS two-weeks       A
        dmarc.policy-outsourced               info     H  quarter         B
        dmarc.policy-cname-dead               medium   SV quarter         B
        dmarc.policy-cname-registrable        critical S  now             A
        dmarc.policy-weakened                 high     S  now             A
        dmarc.reject-without-dkim             high     D  now             B
        dmarc.report-authorization-name-too-long medium V quarter         A
        dmarc.many-report-destinations        low      V  when-convenient A
        dmarc.report-size-suffix              low      H  when-convenient A
        dmarc.failure-reports-only            low      V  when-convenient A
        dmarc.failure-options-unused          low      H  when-convenient A
        dmarc.relaxed-alignment-exposed       medium   S  quarter         B
        dmarc.deep-record-unreachable         low      S  when-convenient A
        dmarc.parent-publishes-psd            info     H  none            none
        dmarc.ttl-too-long                    low      D  when-convenient A
        dkim.missing                          high     DS two-weeks       B
        dkim.selectors-unknown                info     V  quarter         A
        dkim.key-missing                      critical D  now             B
        dkim.key-unreadable                   critical D  now             A
        dkim.key-too-short                    critical DS now             B
        dkim.key-below-2048                   medium   S  quarter         B
        dkim.key-oversized                    low      D  when-convenient B
        dkim.testing-flag                     medium   D  two-weeks       A
        dkim.testing-flag-forgotten           high     D  two-weeks       A
        dkim.key-old                          low      S  when-convenient B
        dkim.key-revoked                      info     H  when-convenient A
        dkim.revoked-key-in-use               critical D  now             A
        dkim.sha1-only                        high     D  two-weeks       B
        dkim.ed25519-only                     medium   D  quarter         B
        dkim.third-party-signature-only       high     D  two-weeks       B
        dkim.provider-default-signature       high     D  two-weeks       A-B
        dkim.service-type-excludes-email      critical D  now             A
        dkim.selector-cname-dangling          high     DS two-weeks       B
        dkim.key-shared-between-domains       medium   S  quarter         B
        dkim.wildcard-answers                 medium   H  quarter         A
        mx.target-not-a-host                  high     D  two-weeks       A
        mx.target-unresolvable                high     D  now             A
        mx.target-registrable                 critical DS now             A
        mx.null-mx-mixed                      high     D  two-weeks       A
        mx.implicit                           low      H  quarter         A
        mx.reverse-dns-mismatch               medium   D  two-weeks       B
        mx.differs-from-provider              low      H  when-convenient B
        mx.backup-unfiltered                  medium   S  quarter         C
        mta-sts.missing                       low      S  when-convenient A-B
        mta-sts.record-invalid                medium   S  two-weeks       A
        mta-sts.policy-unreachable            medium   S  two-weeks       B
        mta-sts.mx-not-listed                 critical D  now             A
        mta-sts.mx-not-listed-testing         medium   D  now             A
        mta-sts.max-age-unusual               low      H  when-convenient A
        mta-sts.policy-unannounced            info     H  when-convenient A
        bimi.without-enforcement              medium   H  when-convenient A
        bimi.record-invalid                   low      H  when-convenient C
        mta-sts.testing-too-long              low      S  when-convenient A
        tls-rpt.missing                       low      V  when-convenient A
        tls-rpt.record-invalid                medium   V  two-weeks       A
        dnssec.chain-broken                   critical D  now             B
        dane.unsigned                         medium   H  quarter         B
        dnssec.unsigned                       info     H  when-convenient B
        caa.missing                           info     H  when-convenient A
        delegation.servers-dead               high     D  two-weeks       B
        delegation.single-server              medium   D  two-weeks       B
        wildcard.mail-relevant                medium   SH quarter         B
        delegation.cname-dangling             high     S  now             A
        parked.spf-open                       medium   S  two-weeks       A
        parked.dmarc-open                     medium   S  two-weeks       A
        parked.accepts-mail                   low      H  when-convenient A
        lookalike.seen                        medium   S  quarter         C
        run.dns-undetermined                  info     V  none            none
        run.unreadable-row                    medium   V  now             A
        run.answers-differ                    medium   V  quarter         A
        run.limit-reached                     info     V  none            none
        """;

    public static TheoryData<string, string> PromisedRules
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in Promised.Split('\n', StringSplitOptions.TrimEntries))
                data.Add(line.Split(' ')[0], string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]));
            return data;
        }
    }

    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(PromisedRules))]
    public void A_promised_rule_is_there_with_its_weight(string id, string weight)
    {
        var rule = RuleCatalog.Find(id);
        Assert.NotNull(rule);
        Assert.Equal(
            weight,
            $"{SchemaWords.Of(rule.Severity)} {SchemaWords.Of(rule.Affects)} {SchemaWords.Of(rule.Urgency)} {SchemaWords.Of(rule.Cost) ?? "none"}");
    }

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(RuleCatalog.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_a_feature_and_what_is_wrong(string id) => Assert.Matches("^[a-z-]+\\.[a-z0-9-]+$", id);

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_text_is_empty(string id) => Assert.DoesNotContain(Texts(Rule(id).En).Concat(Texts(Rule(id).Ja)), string.IsNullOrWhiteSpace);

    [Theory]
    [MemberData(nameof(Ids))]
    public void English_texts_promise_no_safety(string id) =>
        Assert.All(Texts(Rule(id).En), text => Assert.DoesNotMatch("(?i)\\b(safe|safely|secure|securely)\\b|!", text));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Japanese_texts_are_written_as_agreed(string id) => Assert.All(
        Texts(Rule(id).Ja),
        text => Assert.DoesNotMatch("[０-９Ａ-Ｚａ-ｚ！]|することができ|適切に|必要に応じて|安全です|問題(は)?ありません|設定ミス|発行してください", text));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Japanese_sentences_have_japanese_punctuation_and_no_blanks_between_words(string id) => Assert.All(
        Texts(Rule(id).Ja),
        text => Assert.DoesNotMatch("[ぁ-ヿ一-龠][:;,.?!]|RFC \\d+ [ぁ-ヿ一-龠]|[、。] ", text));

    /// <summary>Reports print these two as they stand in the catalogue.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_and_reason_name_no_value(string id) =>
        Assert.All((RuleText[])[Rule(id).En, Rule(id).Ja], text => Assert.Empty(Placeholders(text.Title + text.Why)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Japanese_sentences_end_politely(string id) => Assert.All(
        Sentences(Rule(id).Ja),
        sentence => Assert.Matches("(です|ます|ません|ください|でした|ました)(（[^）]*）)?$", sentence));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Both_languages_speak_of_the_same_values(string id)
    {
        var (en, ja) = (Rule(id).En, Rule(id).Ja);
        Assert.Equal(Placeholders(en.Problem), Placeholders(ja.Problem));
        Assert.Equal(Placeholders(en.Remedy), Placeholders(ja.Remedy));
        Assert.Equal(en.Cases.Select(Case), ja.Cases.Select(Case));
        // Reports take titles and reasons from the catalogue as they are.
        Assert.All([en.Title, en.Why, ja.Title, ja.Why], text => Assert.Equal("", Placeholders(text)));

        static string Case(RuleCase one) => $"{one.Name}: {Placeholders(one.Problem)}; {Placeholders(one.Remedy)}";
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_takes_over_from_rules_that_exist_and_from_all_that_those_take_over_from(string id)
    {
        var replaced = Rule(id).Replaces;
        Assert.DoesNotContain(id, replaced);
        Assert.All(replaced, other => Assert.Empty(Rule(other).Replaces.Except(replaced)));
    }

    private static Rule Rule(string id)
    {
        var rule = RuleCatalog.Find(id);
        Assert.NotNull(rule);
        return rule;
    }

    private static IEnumerable<string> Texts(RuleText text) =>
        [text.Title, text.Problem, text.Why, text.Remedy, .. text.Cases.SelectMany(one => new[] { one.Problem, one.Remedy }).OfType<string>()];

    /// <summary>All but the title and what a colon announces a value with.</summary>
    private static IEnumerable<string> Sentences(RuleText text) =>
        from whole in Texts(text).Skip(1)
        from sentence in ValueAtEnd().Replace(whole, "").Split('。', StringSplitOptions.RemoveEmptyEntries)
        select sentence.Trim();

    private static string Placeholders(string? text) =>
        string.Join(' ', Placeholder().Matches(text ?? "").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("\\{[a-zA-Z0-9]+\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[^。]*：\\{[a-zA-Z]+\\}(（[^）]*）)?")]
    private static partial Regex ValueAtEnd();
}
