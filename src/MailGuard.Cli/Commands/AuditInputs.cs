using MailGuard.Cli.Input;
using MailGuard.Cli.Runs;
using MailGuard.Cli.Terminal;

namespace MailGuard.Cli.Commands;

/// <summary>The files and servers an audit reads from, open while it runs.</summary>
internal sealed class AuditInputs : IDisposable
{
    private AuditInputs(AuditArguments arguments, MemberSource members, SettingsFile settings, SampleFiles samples, DnsSource dns)
    {
        (Members, Settings, Samples, Dns) = (members, settings, samples, dns);
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
        };
    }

    public MemberSource Members { get; }

    public SettingsFile Settings { get; }

    public SampleFiles Samples { get; }

    public SampleOwners Owners { get; }

    public DnsSource Dns { get; }

    public RunPlan Plan { get; }

    public RunIdentity Identity { get; }

    /// <exception cref="CommandFailure">One of them cannot be read.</exception>
    public static AuditInputs Open(AuditArguments arguments, Shell shell, CancellationToken cancellationToken) => new(
        arguments,
        new(arguments.Domains, arguments.Words, arguments.List, shell.Input, arguments.Language),
        SettingsFile.Read(arguments.Settings, arguments.Language),
        SampleFiles.Read(arguments.Samples, arguments.Language, cancellationToken),
        DnsSource.Open(arguments.Dns, shell, arguments.Language));

    public void Dispose()
    {
        Members.Dispose();
        Dns.Dispose();
    }
}
