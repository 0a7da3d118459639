using MailGuard.Cli.Input;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;

namespace MailGuard.Cli.Commands;

/// <summary>The files and servers an audit reads from, open while it runs.</summary>
internal sealed class AuditInputs : IDisposable
{
    private AuditInputs(
        AuditArguments arguments, MemberSource members, SettingsFile settings, SampleFiles samples, ResultFile? previous, DnsSource dns)
    {
        (Members, Settings, Samples, Previous, Dns) = (members, settings, samples, previous, dns);
        var words = arguments.Words;
        Plan = RunPlan.Of(members.Members());
        Owners = new(samples.Samples, members.Members());
        Identity = new(
            CommandLine.Version,
            RunIdentity.HashOf([.. arguments.Domains, $"{words.Role}", $"{words.Target}", .. words.Selectors]),
            members.ListSha256,
            dns.Identity,
            arguments.Dns.AssumeEmptyBelowNxDomain,
            arguments.Language.ToString(),
            settings.Sha256,
            samples.Sha256)
        {
            Probe = arguments.Probe,
            Previous = previous?.Sha256(),
        };
    }

    public MemberSource Members { get; }

    public SettingsFile Settings { get; }

    public SampleFiles Samples { get; }

    public SampleOwners Owners { get; }

    /// <summary>Null when no earlier result is given.</summary>
    public ResultFile? Previous { get; }

    public DnsSource Dns { get; }

    public RunPlan Plan { get; }

    public RunIdentity Identity { get; }

    /// <exception cref="CommandFailure">One of them cannot be read.</exception>
    public static AuditInputs Open(AuditArguments arguments, Shell shell, CancellationToken cancellationToken) => new(
        arguments,
        new(arguments.Domains, arguments.Words, arguments.List, shell.Input, arguments.Language),
        SettingsFile.Read(arguments.Settings, arguments.Language),
        SampleFiles.Read(arguments.Samples, arguments.Language, cancellationToken),
        arguments.Previous is { } previous ? ResultFile.Open(previous, shell.Input, arguments.Language, cancellationToken) : null,
        DnsSource.Open(arguments.Dns, shell, arguments.Language));

    public void Dispose()
    {
        Members.Dispose();
        Previous?.Dispose();
        Dns.Dispose();
    }
}
