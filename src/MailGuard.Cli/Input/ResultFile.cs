using System.Security.Cryptography;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Comparison;
using MailGuard.Findings;
using MailGuard.Rendering;

namespace MailGuard.Cli.Input;

/// <summary>An audit result read from a file or standard input, open while it is compared with.</summary>
internal sealed class ResultFile : IDisposable
{
    private readonly FileStream stream;

    private ResultFile(FileStream stream, string path, StoredRun run) => (this.stream, Path, Run) = (stream, path, run);

    public string Path { get; }

    /// <summary>What reports call it.</summary>
    public string Name => Path is "-" ? "-" : System.IO.Path.GetFileName(Path);

    public StoredRun Run { get; }

    /// <param name="path"><c>-</c> for standard input.</param>
    /// <exception cref="CommandFailure">It cannot be read, or holds no result at all.</exception>
    public static ResultFile Open(string path, Stream standardInput, Language language, CancellationToken cancellationToken)
    {
        var stream = OpenStream(path, standardInput, language);
        try
        {
            var run = StoredRun.Open(stream, cancellationToken);
            return run.Count > 0 ? new(stream, path, run) : throw NoResult(path, run, language);
        }
        catch (Exception problem)
        {
            stream.Dispose();
            if (problem is IOException or UnauthorizedAccessException) throw FileProblem.Reading(path, problem, language);
            throw;
        }
    }

    /// <summary>What could not be read of it, a line each.</summary>
    public IEnumerable<string> Problems(Language language) => CompareText.Problems(Run, Name, language);

    /// <summary>A hash that tells the file from any other.</summary>
    public string Sha256()
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    public void Dispose() => stream.Dispose();

    /// <summary>A pipe cannot be read twice, so what comes through it is kept on disk.</summary>
    private static FileStream OpenStream(string path, Stream standardInput, Language language)
    {
        try
        {
            if (path is "-") return Kept(standardInput);
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek) return file;
            using (file) return Kept(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(path, problem, language);
        }
    }

    private static FileStream Kept(Stream input)
    {
        var spool = Spool.Create();
        input.CopyTo(spool);
        return spool;
    }

    private static CommandFailure NoResult(string path, StoredRun run, Language language) => new(run.Problems is [{ Problem: "other-schema" }, ..]
        ? language.Of(
            $"{path}: this is JSON, but no audit result; give what mailguard audit wrote with --format json or jsonl",
            $"{path}：JSONですが、調査の結果ではありません。mailguard audit が --format json か jsonl で書き出したファイルを指定してください")
        : language.Of(
            $"{path}: there is no audit result in it; give what mailguard audit wrote with --format json or jsonl",
            $"{path}：調査の結果がありません。mailguard audit が --format json か jsonl で書き出したファイルを指定してください"));
}
