using System.Collections.Immutable;
using MailGuard.Cli.Output;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Results;

namespace MailGuard.Cli.Input;

/// <summary>The members of a run: those given as arguments, then those of the list. They can be gone through more than once.</summary>
internal sealed class MemberSource : IDisposable
{
    private readonly ImmutableArray<Member> arguments;
    private readonly Stream? list;
    private readonly ListText? text;
    private readonly Language language;

    /// <param name="standardInput">Read when the list is <c>-</c>.</param>
    /// <exception cref="CommandFailure">The list cannot be read.</exception>
    public MemberSource(IEnumerable<string> domains, MemberWords words, string? listPath, Stream standardInput, Language language)
    {
        this.language = language;
        arguments = [.. domains.Select((domain, index) => OfArgument(index + 1, domain, words, language))];
        if (listPath is null) return;
        list = Open(listPath, standardInput, language);
        text = ListText.Examine(list);
    }

    /// <summary>Of the list's octets; null without a list.</summary>
    public string? ListSha256 => text?.Sha256;

    /// <summary>False when the list holds characters that cannot be decoded.</summary>
    public bool IsIntact => text?.IsIntact ?? true;

    /// <summary>Columns of the list that are kept and shown.</summary>
    public ImmutableArray<string> OtherColumns => list is null ? [] : MemberList.OtherColumns(Rewind, language);

    public IEnumerable<Member> Members() => list is null ? arguments : arguments.Concat(MemberList.Read(Rewind, language));

    public void Dispose() => list?.Dispose();

    private StreamReader Rewind()
    {
        list!.Seek(0, SeekOrigin.Begin);
        return new(list, text!.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    private static Member OfArgument(int position, string argument, MemberWords words, Language language)
    {
        var domain = DomainInput.Read(argument);
        var row = new AuditRow(position, argument) { Notes = domain.Note is null ? [] : [domain.Note.In(language)] };
        return domain.Domain is null
            ? new(row, null, domain.Problem)
            : new(row, new(domain.Domain, words.Role, words.Target) { Selectors = words.Selectors });
    }

    /// <summary>A pipe can be read once only, so it is copied to where it can be read again.</summary>
    private static Stream Open(string path, Stream standardInput, Language language)
    {
        try
        {
            var stream = path is "-" ? standardInput : File.OpenRead(path);
            if (stream.CanSeek) return stream;
            using (stream)
            {
                var copy = Spool.Create();
                stream.CopyTo(copy);
                copy.Seek(0, SeekOrigin.Begin);
                return copy;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(path, problem, language);
        }
    }
}

/// <summary>What options say of every DOMAIN argument, as a row of a list would.</summary>
internal sealed record MemberWords(DomainRole? Role, Dmarc.DmarcPolicy? Target, ImmutableArray<string> Selectors)
{
    public static MemberWords None { get; } = new(null, null, []);
}
