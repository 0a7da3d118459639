using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Names;

namespace MailGuard.Messages;

/// <summary>Mail of one author domain that went the same way: the same envelope domain, and signatures of the same others.</summary>
/// <param name="AuthorDomain">Of the From field.</param>
/// <param name="EnvelopeDomain">Of the envelope sender; null when not known.</param>
/// <param name="OtherSigners">The d tags that are of other organizations, by name. Not verified.</param>
/// <param name="OwnSigners">The d tags of the author's organization in any of these messages, by name. Not verified.</param>
/// <param name="Messages">How many there were.</param>
/// <param name="Sources">Names of the first few files.</param>
public sealed record MailStream(
    DomainName AuthorDomain,
    DomainName? EnvelopeDomain,
    ImmutableArray<DomainName> OtherSigners,
    ImmutableArray<DomainName> OwnSigners,
    int Messages,
    ImmutableArray<string> Sources)
{
    /// <summary>Everything that was signed has been read.</summary>
    public bool IsReadInFull { get; init; } = true;
}

/// <summary>What mail shown to the audit says of a domain: how its mail goes out, and who signs it.</summary>
/// <param name="Streams">Recent mail of the domain that a server has taken over, by author, then signers.</param>
/// <param name="Uses">Selectors seen in signatures of its organization, those in use first.</param>
/// <param name="Domains">Every domain the mail names, of whomever: authors, envelopes, signers; by name.</param>
public sealed record SeenMail(ImmutableArray<MailStream> Streams, ImmutableArray<DkimUse> Uses, ImmutableArray<DomainName> Domains)
{
    public static readonly SeenMail None = new([], [], []);

    /// <summary>Some mail of the domain was shown.</summary>
    public bool Any => !Streams.IsEmpty || !Uses.IsEmpty;
}
