using MailGuard.Findings;
using MailGuard.Rendering;
using MailGuard.Results;
using MailGuard.Tests.Rendering;
using static MailGuard.Tests.Comparison.Runs;

namespace MailGuard.Tests.Comparison;

public sealed class StoredRunTests
{
    private static readonly string A = AuditJson.WriteLine(Audit("a.example"));
    private static readonly string B = AuditJson.WriteLine(Audit("b.example"));

    [Fact]
    public void Every_form_an_audit_is_written_in_is_read()
    {
        var audits = Samples.List(Language.Japanese);
        string[] forms =
        [
            Samples.Draw(output => new JsonAuditWriter(output, single: false), audits),
            Samples.Draw(output => new JsonLinesAuditWriter(output), audits),
            "\ufeff" + Samples.Draw(output => new JsonLinesAuditWriter(output), audits).Replace("\n", "\r\n", StringComparison.Ordinal),
            $"[{string.Join(',', audits.Select(AuditJson.WriteLine))}]",
        ];
        Assert.All(forms, form => Assert.Equal((4, 0), (Open(form).Count, Open(form).Problems.Count)));
        Assert.Equal(1, Open(Samples.Draw(output => new JsonAuditWriter(output, single: true), audits[0])).Count);
    }

    [Fact]
    public void A_run_cut_off_anywhere_names_what_is_torn_and_keeps_the_rest()
    {
        foreach (var whole in (string[])[A + "\n" + B + "\n", $"[\n  {A},\n  {B}\n]\n"])
        {
            for (var cut = A.Length + 6; cut < whole.Length - 2; cut += 37)
            {
                var run = Open(whole[..cut]);
                Assert.Equal(1, run.Count);
                Assert.Equal("torn", Assert.Single(run.Problems).Problem);
            }
        }
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "nothing", "not-json" },
        { "{\"schema\":\"mailguard/domain-audit/1\"", "not-json" },
        { "{\"schema\":\"mailguard/domain-audit/2\"}", "other-schema" },
        { "{\"schema\":\"mailguard/compare/1\",\"old\":{}}", "other-schema" },
        { "7", "not-json" },
        { "null", "not-json" },
        { A.Replace("\"row\":2", "\"row\":1e999", StringComparison.Ordinal), "not-json" },
        { A.Replace("\"dkim\":[]", "\"dkim\":[null]", StringComparison.Ordinal), "not-json" },
        { A.Replace("\"findings\":[]", "\"findings\":[{}]", StringComparison.Ordinal), "not-json" },
        { A.Replace("\"findings\":[]", "\"findings\":[{\"rule\":\"x\",\"evidence\":{\"n\":1e400}}]", StringComparison.Ordinal), "not-json" },
        { A.Replace("\"spf\":null", $"\"spf\":{new string('[', 5000)}{new string(']', 5000)}", StringComparison.Ordinal), "not-json" },
        { A.Replace("a.example", "\\ud800", StringComparison.Ordinal), "not-json" },
        { A.Replace("\"domain\":\"", "\"domain\":", StringComparison.Ordinal), "not-json" },      // a quotation mark is missing
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_result_is_named_and_hides_no_other(string broken, string problem)
    {
        foreach (var run in (string[])[$"{A}\n{broken}\n{B}\n", $"[\n  {A},\n  {broken},\n  {B}\n]\n"])
        {
            var read = Open(run);
            Assert.Equal(["a.example", "b.example"], read.Rows.Select(row => row.Key));
            Assert.Contains(problem, read.Problems.Select(one => one.Problem));
        }

        Assert.Equal(2, Open($"{A}\n{broken}\n{B}\n").Problems[0].Line);
    }

    [Fact]
    public void A_bracket_lost_in_an_array_costs_one_result()
    {
        var array = Samples.Draw(output => new JsonAuditWriter(output, single: false), Audit("a.example"), Audit("b.example"), Audit("c.example"));
        var damaged = array.Remove(array.IndexOf("\"columns\": {}", StringComparison.Ordinal) + 12, 1);
        Assert.Equal(["b.example", "c.example"], Open(damaged).Rows.Select(row => row.Key));
    }

    [Fact]
    public void Missing_members_are_as_in_results_of_other_versions() =>
        Assert.Equal(1, Open("{\"schema\":\"mailguard/domain-audit/1\",\"row\":1,\"input\":\"a\",\"domain\":\"a.example\",\"asOf\":\"x\",\"findings\":[{\"rule\":\"x\"}],\"mx\":null}").Count);

    [Fact]
    public void Thousands_of_problems_are_counted_and_a_hundred_named()
    {
        var run = Open(string.Concat(Enumerable.Repeat("x\n", 5000)) + A);
        Assert.Equal((1, 100, 4900), (run.Count, run.Problems.Count, run.MoreProblems));
    }
}
