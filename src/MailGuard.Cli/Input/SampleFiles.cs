using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Messages;

namespace MailGuard.Cli.Input;

/// <summary>The mail named by <c>--samples</c>.</summary>
/// <param name="Samples">In the order of the files.</param>
/// <param name="Unreadable">Messages and files that gave no sample, with the reason: lines for the user.</param>
/// <param name="IsCutOff">There were more messages than are read.</param>
internal sealed record SampleFiles(ImmutableArray<MessageSample> Samples, ImmutableArray<string> Unreadable, bool IsCutOff)
{
    /// <summary>Messages read in one run: enough for some from each service of a thousand members.</summary>
    public const int MaxSamples = 10_000;

    /// <summary>Octets of signatures kept in one run; some 50,000 usual ones.</summary>
    private const long MaxSignatureOctets = 50_000_000;

    private static readonly string[] Extensions = [".eml", ".mbox"];

    /// <summary>Of everything in the samples that results rest on; null without any.</summary>
    public string? Sha256 => Samples.IsEmpty ? null : RunIdentity.HashOf(Samples.SelectMany(Words));

    /// <summary>Everything named was read.</summary>
    public bool IsWhole => Unreadable.IsEmpty && !IsCutOff;

    public static SampleFiles None { get; } = new([], [], false);

    /// <summary>Every .eml and .mbox file of a folder, in name order, and every file named. A broken one never ends the run.</summary>
    /// <exception cref="CommandFailure">There is no such file, or a folder holds none.</exception>
    public static SampleFiles Read(IReadOnlyList<string> paths, Language language, CancellationToken cancellationToken)
    {
        if (paths.Count == 0) return None;
        var samples = ImmutableArray.CreateBuilder<MessageSample>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        var octets = 0L;
        foreach (var reading in paths.SelectMany(path => FilesOf(path, language)).Distinct(StringComparer.Ordinal).SelectMany(ReadFile))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (samples.Count + unreadable.Count == MaxSamples || octets > MaxSignatureOctets) return new(samples.ToImmutable(), unreadable.ToImmutable(), true);
            octets += reading.Sample?.Signatures.Sum(signature => (long)signature.Text.Length) ?? 0;
            if (reading.Sample is { } sample) samples.Add(sample);
            else unreadable.Add($"{reading.File}{language.Of(": ", "：")}{reading.Problem}");
        }

        return new(samples.ToImmutable(), unreadable.ToImmutable(), false);

        IEnumerable<(string File, MessageSample? Sample, string? Problem)> ReadFile(string path)
        {
            var name = Path.GetFileName(path);
            var (messages, problem) = Open(path, language);
            if (messages is null)
            {
                yield return (name, null, problem);
                yield break;
            }

            using (messages)
            {
                foreach (var reading in MessageSampleReader.Read(messages, name))
                    yield return (reading.File, reading.Sample, reading.Problem is { } found ? Words(found, language) : null);
            }
        }
    }

    private static IEnumerable<string> Words(MessageSample sample) =>
    [
        sample.File,
        sample.AuthorDomain.Text,
        $"{sample.EnvelopeDomain}",
        $"{sample.Date:O}",
        string.Create(CultureInfo.InvariantCulture, $"{sample.Hops} {sample.Signatures.Length} {sample.SignaturesLeftOut}"),
        .. sample.Signatures.Select(signature => signature.Text),
    ];

    private static (Stream? Messages, string? Problem) Open(string path, Language language)
    {
        try
        {
            return (File.OpenRead(path), null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (null, FileProblem.Reason(problem, language));
        }
    }

    private static string[] FilesOf(string path, Language language)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new CommandFailure(language.Of(
            $"--samples {path}: there is no such file or folder; check the name",
            $"--samples {path}：ファイルもフォルダーもありません。名前を確かめてください"));
        var files = FilesIn(path, language);
        return files is [_, ..] ? files : throw new CommandFailure(language.Of(
            $"--samples {path}: the folder holds no .eml or .mbox file; name the folder with the files themselves",
            $"--samples {path}：.eml と .mbox のファイルがありません。ファイルが入っているフォルダーを指定してください"));
    }

    private static string[] FilesIn(string folder, Language language)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder)
                    .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(folder, problem, language);
        }
    }

    private static string Words(SampleProblem problem, Language language)
    {
        var limits = new MessageLimits();
        return problem switch
        {
            SampleProblem.NotAMessage => language.Of(
                "it does not begin with a mail header; save the message as .eml again",
                "メールのヘッダーで始まっていません。メールを .eml 形式で保存し直してください"),
            SampleProblem.TooLarge => language.Of(
                $"the header is too large (at most {limits.MaxFields} fields of {limits.MaxFieldOctets / 1000} kB, {limits.MaxOctets / 1_000_000} MB in all); use another message",
                $"ヘッダーが大きすぎます（{limits.MaxFields}フィールド、1フィールド{limits.MaxFieldOctets / 1000}kB、全体で{limits.MaxOctets / 1_000_000}MBまで）。別のメールを使ってください"),
            SampleProblem.SeveralAuthors => language.Of(
                "the From field is there twice or names several domains; use another message",
                "From フィールドが複数あるか、複数のドメインが書かれています。別のメールを使ってください"),
            _ => language.Of(
                "no From field with a domain; use another message",
                "From フィールドにドメインがありません。別のメールを使ってください"),
        };
    }
}
