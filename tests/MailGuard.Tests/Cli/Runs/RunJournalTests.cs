using MailGuard.Cli;
using MailGuard.Cli.Runs;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Tests.Cli.Runs;

public sealed class RunJournalTests : IDisposable
{
    private static readonly DateTimeOffset AsOf = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly RunIdentity Run = new("1.0", "d", "l", "zone z", true, "English", null);

    private readonly string folder = Directory.CreateTempSubdirectory("mailguard-test-").FullName;

    private string Path => System.IO.Path.Combine(folder, "run.journal");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Results_are_found_again_with_the_clock_of_the_first_run()
    {
        using (var first = Open())
        {
            first.Results.Add(2, Audit(2));
            first.Results.Add(1, Audit(1));
        }

        using var second = RunJournal.Open(Path, Run, AsOf.AddDays(1), isAsked: false, Language.English);
        Assert.Equal(AsOf, second.AsOf);
        Assert.Equal(2, second.Resumed);
        Assert.False(second.WasTorn);
        Assert.Equal(AuditJson.Write(Audit(1)), AuditJson.Write(second.Results.Read(1)));
        Assert.Equal(AuditJson.Write(Audit(2)), AuditJson.Write(second.Results.Read(2)));
        Assert.False(second.Results.Contains(3));
    }

    [Fact]
    public void What_servers_left_open_is_asked_again()
    {
        var open = new FindingEntry(
            "run.dns-undetermined", "info", "info", "a.example", "", "", "V", "none", null, "coordinator", "undetermined", new([]), [], null);
        using (var first = Open())
        {
            first.Results.Add(1, Audit(1) with { Findings = [open] });
            first.Results.Add(2, Audit(2) with { Notes = ["\"rule\":\"run.dns-undetermined\""] });   // a text that says so
        }

        using (var second = Open())
        {
            Assert.False(second.Results.Contains(1));
            Assert.True(second.Results.Contains(2));
            second.Results.Add(1, Audit(1));
        }

        using var third = Open();
        Assert.Equal(AuditJson.Write(Audit(1)), AuditJson.Write(third.Results.Read(1)));
    }

    [Fact]
    public void A_journal_cut_at_any_octet_gives_back_what_was_whole()
    {
        byte[] whole;
        using (var journal = Open()) journal.Results.Add(1, Audit(1));
        var afterFirst = new FileInfo(Path).Length;
        using (var journal = Open()) journal.Results.Add(2, Audit(2));
        whole = File.ReadAllBytes(Path);
        var header = Array.IndexOf(whole, (byte)'\n') + 1;

        for (var cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(Path, whole[..cut]);
            using (var journal = Open())
            {
                Assert.Equal(cut < afterFirst ? 0 : cut < whole.Length ? 1 : 2, journal.Resumed);
                Assert.Equal(cut > 0 && cut != header && cut != afterFirst && cut != whole.Length, journal.WasTorn);
                for (var item = journal.Resumed + 1; item <= 2; item++) journal.Results.Add(item, Audit(item));
            }

            Assert.Equal(whole, File.ReadAllBytes(Path));
        }
    }

    [Fact]
    public void A_damaged_line_is_dropped_with_all_that_follows()
    {
        using (var journal = Open())
        {
            for (var item = 1; item <= 3; item++) journal.Results.Add(item, Audit(item));
        }

        File.WriteAllText(Path, File.ReadAllText(Path).Replace("{\"item\":2,", "{\"item\":2\0", StringComparison.Ordinal));
        using var again = Open();
        Assert.Equal((1, true), (again.Resumed, again.WasTorn));
    }

    [Fact]
    public void Another_run_is_refused_and_the_difference_named()
    {
        Open().Dispose();
        var before = File.ReadAllBytes(Path);
        Assert.All(
            new (RunIdentity Run, string Difference)[]
            {
                (Run with { List = "m" }, "member list"),
                (Run with { Dns = "zone y" }, "source of DNS"),
                (Run with { Settings = "s" }, "settings"),
                (Run with { Language = "Japanese" }, "language"),
                (Run with { Domains = "e" }, "DOMAIN"),
                (Run with { Version = "2.0" }, "version"),
                (Run with { AssumeEmptyBelowNxDomain = false }, "option"),
            },
            other => Assert.Contains(other.Difference, Refused(other.Run, AsOf, isAsked: false), StringComparison.Ordinal));
        Assert.Contains("--as-of", Refused(Run, AsOf.AddSeconds(1), isAsked: true), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_second_run_on_the_same_journal_is_refused()
    {
        using var first = Open();
        Assert.Contains("another run is using it", Refused(Run, AsOf, isAsked: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("domain\nhospital.example\n")]
    [InlineData("hospital.example")]
    [InlineData("{\"schema\":\"mailguard/domain-audit/1\"}\n")]
    [InlineData("{\"schema\":\"mailguard/journal/1\"}\n")]
    public void A_file_that_is_no_journal_is_left_alone(string content)
    {
        File.WriteAllText(Path, content);
        Assert.Contains("is no journal", Refused(Run, AsOf, isAsked: false), StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    private RunJournal Open() => RunJournal.Open(Path, Run, AsOf, isAsked: false, Language.English);

    private string Refused(RunIdentity run, DateTimeOffset asOf, bool isAsked) =>
        Assert.Throws<CommandFailure>(() => RunJournal.Open(Path, run, asOf, isAsked, Language.English)).Message;

    private static AuditDocument Audit(int row) => new()
    {
        Row = row,
        Input = $"h{row}.example",
        Domain = $"h{row}.example",
        Name = "病院",
        AsOf = "2026-11-22T00:00:00Z",
    };
}
