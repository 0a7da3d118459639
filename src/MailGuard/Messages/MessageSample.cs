using System.Collections.Immutable;
using MailGuard.Dkim;
using MailGuard.Names;

namespace MailGuard.Messages;

/// <summary>What the header of one message says of the way it went. Nothing in it is verified; a stranger may have written all of it.</summary>
/// <param name="File">Where it was read, e.g. <c>reminder.eml</c>, or <c>sent.mbox#3</c> for the third message of a box.</param>
/// <param name="AuthorDomain">The one domain of the From field.</param>
public sealed record MessageSample(string File, DomainName AuthorDomain)
{
    /// <summary>The domain of the envelope sender by Return-Path, else by Received-SPF; null when neither says.</summary>
    public DomainName? EnvelopeDomain { get; init; }

    /// <summary>The Date field; null when it is missing or no date.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The DKIM-Signature fields, topmost first, up to <see cref="MessageLimits.MaxSignatures"/>.</summary>
    public ImmutableArray<DkimSignature> Signatures { get; init; } = [];

    /// <summary>DKIM-Signature fields beyond these, which were not read.</summary>
    public int SignaturesLeftOut { get; init; }

    /// <summary>The servers that took the message over, by their Received fields, topmost (last) first; names only.</summary>
    public ImmutableArray<DomainName> ReceivedBy { get; init; } = [];

    /// <summary>Received fields, those that name no server included.</summary>
    public int Hops { get; init; }

    /// <summary>A server took it over. A copy from the folder of sent mail has not been sent yet, so it cannot show what was signed.</summary>
    public bool IsReceived => Hops > 0;
}

/// <summary>Why a file or message gives no sample.</summary>
public enum SampleProblem
{
    /// <summary>The text does not begin with a header field.</summary>
    NotAMessage,

    /// <summary>One of <see cref="MessageLimits"/> was reached in the header.</summary>
    TooLarge,

    /// <summary>No From field with a usable domain.</summary>
    WithoutAuthor,

    /// <summary>Several From fields, or authors of several domains: DMARC leaves open which counts (RFC 9989 section 4.4).</summary>
    SeveralAuthors,
}

/// <summary>One message of a file: a sample, or why there is none.</summary>
/// <param name="File">As in <see cref="MessageSample.File"/>.</param>
/// <param name="Sample">Null when there is a problem.</param>
public sealed record SampleReading(string File, MessageSample? Sample, SampleProblem? Problem);
