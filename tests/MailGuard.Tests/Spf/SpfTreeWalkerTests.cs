using MailGuard.Dns;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

public sealed class SpfTreeWalkerTests
{
    [Theory]
    [InlineData("v=spf1 a mx ptr a:host.example/24//64 -all", 4)]                                            // bare terms use the current domain
    [InlineData("v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 exp=x.example moo=x -all", 0)]
    [InlineData("v=spf1 include:one.example -all", 2)]                                                        // one.example has an a
    [InlineData("v=spf1 include:one.example include:one.example -all", 4)]                                    // counted at each visit
    [InlineData("v=spf1 ~include:one.example ?include:one.example -all", 4)]                                  // whatever the qualifier
    [InlineData("v=spf1 include:left.example include:right.example -all", 6)]                                 // diamond
    [InlineData("v=spf1 redirect=one.example", 2)]
    [InlineData("v=spf1 redirect=one.example -all", 0)]
    [InlineData("v=spf1 -all include:one.example mx", 0)]
    [InlineData("v=spf1 exists:%{i}.x.example include:%{l}.x.example -all", 2)]
    [InlineData("v=spf1 include:gone.example include:empty.example -all", 2)]
    [InlineData("v=spf1 foo a mx -all", 2)]                                                                   // complete in spite of mistakes
    public async Task Lookups_are_counted_along_the_path_where_nothing_matches(string record, int expected) =>
        Assert.Equal(expected, (await TreeAsync(record)).Root.Lookups);

    [Theory]
    [InlineData("v=spf1 a mx -all", 0)]
    [InlineData("v=spf1 a:gone.example a:empty.example -all", 2)]                     // NXDOMAIN and NODATA
    [InlineData("v=spf1 a:gone.example a:gone.example -all", 2)]
    [InlineData("v=spf1 a:six.example -all", 0)]                                      // AAAA alone is no void
    [InlineData("v=spf1 mx:one.example -all", 1)]
    [InlineData("v=spf1 exists:%{d}.gone.example -all", 1)]
    [InlineData("v=spf1 exists:%{i}.gone.example a:%{l}.gone.example -all", 0)]       // depends on the message
    [InlineData("v=spf1 include:gone.example include:empty.example -all", 2)]
    [InlineData("v=spf1 include:without.example -all", 0)]                            // other TXT records are an answer
    [InlineData("v=spf1 include:void.example include:void.example -all", 2)]          // nested
    [InlineData("v=spf1 redirect=gone.example", 1)]
    [InlineData("v=spf1 -all a:gone.example", 0)]
    [InlineData("v=spf1 a:bad..name -all", 0)]                                        // no name, no question
    public async Task Void_lookups_are_counted_where_no_message_decides(string record, int expected) =>
        Assert.Equal(expected, (await TreeAsync(record)).Root.VoidLookups);

    [Theory]
    [InlineData("include:one.example", null)]
    [InlineData("include:ONE.example.", null)]
    [InlineData("include:%{d2}", SpfNodeProblem.Loop)]                    // hospital.example itself
    [InlineData("include:%{o}", SpfNodeProblem.Loop)]
    [InlineData("include:several.example", SpfNodeProblem.SeveralRecords)]
    [InlineData("include:broken.example", SpfNodeProblem.SyntaxError)]
    [InlineData("include:without.example", SpfNodeProblem.WithoutRecord)]
    [InlineData("include:empty.example", SpfNodeProblem.WithoutRecord)]
    [InlineData("include:gone.example", SpfNodeProblem.Nonexistent)]
    [InlineData("include:silent.example", SpfNodeProblem.Failed)]
    [InlineData("include:bad..example", SpfNodeProblem.InvalidName)]
    [InlineData("redirect=gone.example", SpfNodeProblem.Nonexistent)]
    public async Task A_target_that_cannot_be_evaluated_says_why(string term, SpfNodeProblem? expected) =>
        Assert.Equal(expected, Assert.Single((await TreeAsync($"v=spf1 {term}")).Root.Branches).Target!.Problem);

    [Theory]
    [InlineData("v=spf1 -all", null)]
    [InlineData("V=SPF1 -all", null)]
    [InlineData("v=spf10 -all", SpfNodeProblem.WithoutRecord)]
    [InlineData("v=spf1 foo -all", SpfNodeProblem.SyntaxError)]
    [InlineData("\"v=spf1 -all\"", SpfNodeProblem.WithoutRecord)]         // quotes in the data are data
    [InlineData("v=spf1 \"mx\" -all", SpfNodeProblem.SyntaxError)]
    public async Task The_domain_itself_says_what_is_wrong(string record, SpfNodeProblem? expected) =>
        Assert.Equal(expected, (await TreeAsync(record)).Root.Problem);

    [Fact]
    public async Task Strings_of_one_record_are_joined_without_a_space()
    {
        var padding = string.Concat(Enumerable.Repeat("ip4:192.0.2.1 ", 17));
        var tree = await TreeAsync($"v=spf1 {padding}include:one.example -all");      // the seam at 255 parts the word include
        Assert.True(tree.Root.Record!.IsValid);
        Assert.Equal("one.example", Assert.Single(tree.Root.Branches, branch => branch.Target is not null).Target!.Name);
    }

    [Fact]
    public async Task Other_texts_at_the_name_do_not_matter()
    {
        var tree = await SpfZone.TreeAsync("""
            hospital.example TXT verification=42
            hospital.example TXT v=spf1 mx -all
            hospital.example TXT v=spf10 ?all
            """);
        Assert.Equal("v=spf1 mx -all", tree.Root.Record!.Text);
    }

    [Fact]
    public async Task A_real_cycle_is_seen_without_a_question()
    {
        var dns = new CountingResolver(SpfZone.Of("""
            hospital.example TXT v=spf1 include:a.example -all
            a.example TXT v=spf1 include:b.example -all
            b.example TXT v=spf1 redirect=a.example
            """));
        var tree = await SpfZone.TreeAsync(dns);
        Assert.Equal(["hospital.example -", "a.example -", "b.example -", "a.example Loop"], tree.Root.All.Select(node => $"{node.Name} {node.Problem?.ToString() ?? "-"}"));
        Assert.Equal(3, dns.Asked);
    }

    [Fact]
    public async Task An_alias_is_no_loop_and_is_followed()
    {
        var tree = await SpfZone.TreeAsync("""
            hospital.example TXT v=spf1 include:spf.hospital.example -all
            spf.hospital.example CNAME _spf.provider.example.
            _spf.provider.example TXT v=spf1 ip4:192.0.2.1 -all
            """);
        Assert.Equal("spf.hospital.example", tree.Root.Branches[0].Target!.Name);
        Assert.Null(tree.Root.Branches[0].Target!.Problem);
    }

    [Fact]
    public async Task D_is_the_record_at_hand_and_o_the_sender()
    {
        var tree = await SpfZone.TreeAsync("""
            hospital.example TXT v=spf1 include:a.example -all
            a.example TXT v=spf1 exists:%{d}.d.example exists:%{o}.o.example mx -all
            """);
        Assert.Equal(["a.example.d.example", "hospital.example.o.example", "a.example"], tree.Root.Branches[0].Target!.Branches.Select(branch => branch.Question?.Name).OfType<string>());
    }

    [Fact]
    public async Task A_tree_of_ten_includes_each_ends_within_40_questions()
    {
        var dns = new CountingResolver(new EndlessIncludes());
        var tree = await SpfZone.TreeAsync(new LimitedResolver(dns, new AuditOptions().MaxSpfQuestionsPerDomain, CancellationToken.None));
        Assert.Equal(40, dns.Asked);
        Assert.Equal(SpfResult.PermError, tree.Outcome.Result);
        Assert.Contains(tree.Root.All, node => node.Problem is SpfNodeProblem.LimitReached);
    }

    [Fact]
    public async Task Names_that_include_each_other_many_times_over_end_in_a_bounded_tree()
    {
        string[] names = ["hospital.example", .. Enumerable.Range(0, 12).Select(number => $"n{number}.example")];
        var all = string.Join(' ', names.Select(name => $"include:{name}"));
        var tree = await SpfZone.TreeAsync(string.Join('\n', names.Select(name => $"{name} TXT v=spf1 {all} -all")));
        Assert.InRange(tree.Root.All.Count(), 1_000, 2_100);
        Assert.Contains(tree.Root.All, node => node.Problem is SpfNodeProblem.LimitReached);
    }

    [Fact]
    public async Task Giant_records_are_drawn_once_however_often_they_are_reached()
    {
        var includes = string.Join(' ', Enumerable.Repeat("include:giant.example", 1_500));
        var tree = await SpfZone.TreeAsync($"""
            hospital.example TXT v=spf1 {includes} -all
            giant.example TXT v=spf1 {string.Join(' ', Enumerable.Repeat("a", 20_000))} -all
            """);
        Assert.InRange(tree.Root.All.Sum(node => node.Branches.Length), 20_000, 25_000);
    }

    [Fact]
    public async Task An_include_behind_a_flattened_record_is_still_read()
    {
        var addresses = string.Join(' ', Enumerable.Range(0, 800).Select(number => $"ip4:192.0.{number / 256}.{number % 256}"));
        var tree = await TreeAsync($"v=spf1 {addresses} include:one.example -all");
        Assert.Equal(2, tree.Root.Lookups);
        Assert.DoesNotContain(tree.Root.All, node => node.Problem is not null);
    }

    [Fact]
    public async Task Rules_end_on_a_record_of_twenty_thousand_terms() =>
        Assert.Single(await SpfZone.FindingsAsync($"hospital.example TXT v=spf1 {string.Join(' ', Enumerable.Repeat("a", 20_000))} -all", "spf.duplicate-term"));

    [Fact]
    public async Task A_host_that_was_not_asked_is_an_open_question()
    {
        var hosts = string.Join(' ', Enumerable.Repeat("a", 2_001));
        var tree = await TreeAsync($"v=spf1 {hosts} -all");
        Assert.Equal(DnsFailure.LimitReached, Assert.Single(tree.Root.Branches, branch => branch.Question?.IsFailed == true).Question!.Answers[0].Failure);
    }

    private static Task<SpfTree> TreeAsync(string record) => SpfZone.TreeAsync(new SilentAt("silent.example", SpfZone.Of($"""
        hospital.example TXT {record}
        hospital.example A 192.0.2.1
        hospital.example MX 10 hospital.example.
        host.example A 192.0.2.2
        six.example AAAA 2001:db8::1
        one.example TXT v=spf1 a -all
        one.example A 192.0.2.3
        left.example TXT v=spf1 include:one.example -all
        right.example TXT v=spf1 include:one.example -all
        void.example TXT v=spf1 a -all
        several.example TXT v=spf1 -all
        several.example TXT v=spf1 mx foo
        broken.example TXT v=spf1 foo -all
        without.example TXT v=spf2.0/pra -all
        below.empty.example A 192.0.2.4
        """)));

    /// <summary>Every name includes ten names below it.</summary>
    private sealed class EndlessIncludes : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
        {
            var includes = string.Join(' ', Enumerable.Range(0, 10).Select(number => $"include:{number}.{question.Name}"));
            return new(DnsAnswer.Found(question.Name, question.Type, [DnsRecord.Txt.Of($"v=spf1 {includes} -all")]));
        }
    }
}
