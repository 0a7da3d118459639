using System.Collections.Immutable;
using System.Net;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Transport;

/// <summary>A host that receives the domain's mail.</summary>
/// <param name="Tlsa">The answer to TLSA at <c>_25._tcp</c> of the host; null when it was not asked.</param>
/// <param name="Reverse">For hosts that also send: what reverse DNS says of their addresses. Empty for others.</param>
public sealed record MxHost(
    ushort Preference, DomainName Host, ImmutableArray<DnsAnswer> Addresses, DnsAnswer? Tlsa, ImmutableArray<ReverseName> Reverse)
{
    /// <summary>The zone that holds the host; asked only where TLSA records were found, which count in a signed one alone.</summary>
    public EnclosingZone? Zone { get; init; }

    /// <summary>RFC 2181 section 10.3 forbids it.</summary>
    public bool IsAlias => Addresses.Any(answer => !answer.Aliases.IsEmpty);

    public bool IsAddressLiteral => IPAddress.TryParse(Host.Text.Trim('[', ']'), out _);

    public bool IsUnresolvable => !Addresses.IsEmpty && Addresses.All(answer => answer.IsAbsent);

    public bool HasAddress => Addresses.Any(answer => answer.Status is DnsStatus.Found);

    public bool IsUndetermined => Addresses.Any(answer => answer.IsFailed) && !HasAddress;
}

/// <summary>An address and what reverse DNS says of it.</summary>
/// <param name="IsConfirmed">One of its names has the address again; null when undetermined.</param>
/// <param name="Names">Of the PTR records.</param>
public sealed record ReverseName(IPAddress Address, bool? IsConfirmed, ImmutableArray<DomainName> Names);
