using System.Text;
using System.Text.Json;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Runs;

/// <summary>The progress of a run, kept on disk so that a killed run goes on where it was.</summary>
/// <remarks>The header in the first line, then one line a finished audit, in the order they finished. Only ever appended to.</remarks>
internal sealed class RunJournal : IDisposable
{
    private readonly FileStream file;

    private RunJournal(FileStream file)
    {
        this.file = file;
        Results = new(file);
    }

    public StoredResults Results { get; }

    /// <summary>The clock of the run that began the journal.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>Audits an earlier run finished.</summary>
    public int Resumed { get; private set; }

    /// <summary>True when the earlier run was killed while it wrote: the unfinished line is dropped, its domain audited again.</summary>
    public bool WasTorn { get; private set; }

    /// <param name="asOf">The clock when the journal is new.</param>
    /// <param name="isAsked">True when the user set that clock, so that the journal's must be the same.</param>
    /// <exception cref="CommandFailure">The file is in use, belongs to another run, or is no journal.</exception>
    public static RunJournal Open(string path, RunIdentity run, DateTimeOffset asOf, bool isAsked, Language language)
    {
        var journal = new RunJournal(Lock(path, language));
        try
        {
            journal.Load(path, run, asOf, isAsked, language);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>No buffer: a line is with the system when it is written.</summary>
    private static FileStream Lock(string path, Language language)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException problem) when (File.Exists(path) && problem is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new CommandFailure(language.Of(
                $"journal {path}: another run is using it; wait for that run or give this one a journal of its own",
                $"途中経過ファイル {path}：別の実行が使っています。終わるまで待つか、別の途中経過ファイルを指定してください"), problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Writing(path, problem, language);
        }
    }

    private void Load(string path, RunIdentity run, DateTimeOffset asOf, bool isAsked, Language language)
    {
        var lines = new LineReader(file);
        var header = lines.Next();
        if (header is null) Begin(path, lines, run, asOf, language);
        else Resume(path, header, lines, run, isAsked ? asOf : null, language);
    }

    private void Begin(string path, LineReader lines, RunIdentity run, DateTimeOffset asOf, Language language)
    {
        if (!MayBeStartOfHeader(lines.Rest)) throw NoJournal(path, language);
        WasTorn = lines.Rest is not [];
        file.SetLength(0);
        AsOf = asOf;
        var header = new JournalHeader(JournalHeader.CurrentSchema, asOf, run.Sha256, run);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header, JournalJson.Default.JournalHeader) + "\n"));
    }

    private void Resume(string path, byte[] firstLine, LineReader lines, RunIdentity run, DateTimeOffset? asOf, Language language)
    {
        var header = HeaderOf(firstLine) ?? throw NoJournal(path, language);
        if (header.Run != run.Sha256) throw OtherRun(path, Difference(header.Inputs, run, language), language);
        if (asOf is not null && asOf != header.AsOf) throw OtherRun(path, "--as-of", language);
        AsOf = header.AsOf;
        var intact = lines.Offset;
        while (lines.Next() is { } line && Results.TryAdopt(intact, line)) intact = lines.Offset;
        WasTorn = intact < file.Length;
        file.SetLength(intact);
        Resumed = Results.Count;
    }

    private static bool MayBeStartOfHeader(ReadOnlySpan<byte> torn)
    {
        var start = Encoding.UTF8.GetBytes($"{{\"schema\":\"{JournalHeader.CurrentSchema}\"").AsSpan();
        return torn.Length < start.Length ? start.StartsWith(torn) : torn.StartsWith(start);
    }

    private static JournalHeader? HeaderOf(byte[] line)
    {
        try
        {
            var header = JsonSerializer.Deserialize(line, JournalJson.Default.JournalHeader);
            return header is { Schema: JournalHeader.CurrentSchema, Inputs: not null } ? header : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CommandFailure NoJournal(string path, Language language) => new(language.Of(
        $"journal {path}: the file exists and is no journal; give the name of a file that does not exist yet",
        $"途中経過ファイル {path}：別のファイルがすでにあります。まだないファイル名を指定してください"));

    private static CommandFailure OtherRun(string path, string difference, Language language) => new(language.Of(
        $"journal {path}: it belongs to another run ({difference} differs); repeat that run exactly, or give another file",
        $"途中経過ファイル {path}：別の実行のものです（{difference}が違います）。前回と同じ指定で実行するか、別のファイルを指定してください"));

    private static string Difference(RunIdentity then, RunIdentity now, Language language)
    {
        if (then.Version != now.Version) return language.Of("the version of mailguard", "mailguardのバージョン");
        if (then.List != now.List) return language.Of("the member list", "一覧");
        if (then.Domains != now.Domains) return language.Of("what is said of DOMAIN arguments", "引数のドメインとその指定");
        if (then.Dns != now.Dns) return language.Of("the source of DNS answers", "DNSの参照先");
        if (then.Settings != now.Settings) return language.Of("the settings file", "設定ファイル");
        if (then.Samples != now.Samples) return language.Of("the samples", "サンプル");
        if (then.Previous != now.Previous) return language.Of("the earlier result", "前回の結果");
        if (then.Language != now.Language) return language.Of("the language", "言語");
        return language.Of("an option", "オプション");
    }

    /// <summary>Lines that end with a line feed, one after another.</summary>
    private sealed class LineReader(FileStream file)
    {
        private readonly byte[] buffer = new byte[1 << 16];
        private readonly List<byte> rest = [];
        private int at;
        private int end;

        /// <summary>Where the next line begins.</summary>
        public long Offset { get; private set; }

        /// <summary>What stands behind the last line feed.</summary>
        public ReadOnlySpan<byte> Rest => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rest);

        /// <summary>With its line feed; null at the end, where an unfinished line is left in <see cref="Rest"/>.</summary>
        public byte[]? Next()
        {
            while (at < end || Fill())
            {
                var feed = buffer.AsSpan(at, end - at).IndexOf((byte)'\n');
                var taken = feed < 0 ? end - at : feed + 1;
                rest.AddRange(buffer.AsSpan(at, taken));
                at += taken;
                if (feed >= 0) return Take();
            }

            return null;
        }

        private byte[] Take()
        {
            var line = rest.ToArray();
            rest.Clear();
            Offset += line.Length;
            return line;
        }

        private bool Fill()
        {
            at = 0;
            end = file.Read(buffer);
            return end > 0;
        }
    }
}
