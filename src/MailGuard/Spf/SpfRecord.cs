using System.Collections.Immutable;
using System.Net;
using MailGuard.Parsing;

namespace MailGuard.Spf;

/// <summary>What a directive gives when its mechanism matches (RFC 7208 section 4.6.2).</summary>
public enum SpfQualifier
{
    Pass,
    Fail,
    SoftFail,
    Neutral,
}

/// <summary>A mechanism (RFC 7208 section 5).</summary>
public abstract record SpfMechanism
{
    public sealed record All : SpfMechanism;

    public sealed record Include(SpfDomainSpec Domain) : SpfMechanism;

    /// <summary>A and AAAA of the domain; of the current domain when null.</summary>
    public sealed record A(SpfDomainSpec? Domain, int Ip4PrefixBits, int Ip6PrefixBits) : SpfMechanism;

    /// <summary>The hosts that receive the domain's mail; of the current domain when null.</summary>
    public sealed record Mx(SpfDomainSpec? Domain, int Ip4PrefixBits, int Ip6PrefixBits) : SpfMechanism;

    public sealed record Ptr(SpfDomainSpec? Domain) : SpfMechanism;

    /// <summary>ip4 or ip6; the address family tells which.</summary>
    public sealed record Ip(IPNetwork Network) : SpfMechanism;

    public sealed record Exists(SpfDomainSpec Domain) : SpfMechanism;

    /// <summary>True for what RFC 7208 section 4.6.4 counts towards the limit of ten.</summary>
    public bool CountsAsLookup => this is not (All or Ip);

    /// <summary>The name the mechanism asks for; null for <c>all</c>, ip4, ip6 and for terms that use the current domain.</summary>
    public SpfDomainSpec? DomainSpec => this switch
    {
        Include include => include.Domain,
        A a => a.Domain,
        Mx mx => mx.Domain,
        Ptr ptr => ptr.Domain,
        Exists exists => exists.Domain,
        _ => null,
    };
}

/// <summary>A directive or a modifier, as published and as understood.</summary>
/// <param name="Text">As published, e.g. <c>~include:_spf.provider.example</c>.</param>
/// <param name="Offset">Octets from the start of the record.</param>
public abstract record SpfTerm(string Text, int Offset)
{
    public sealed record Directive(string Text, int Offset, SpfQualifier Qualifier, SpfMechanism Mechanism) : SpfTerm(Text, Offset);

    public sealed record Redirect(string Text, int Offset, SpfDomainSpec Domain) : SpfTerm(Text, Offset);

    public sealed record Explanation(string Text, int Offset, SpfDomainSpec Domain) : SpfTerm(Text, Offset);

    /// <summary>Ignored by receivers (RFC 7208 section 6).</summary>
    public sealed record UnknownModifier(string Text, int Offset, string Name) : SpfTerm(Text, Offset);

    /// <summary>Does not match the grammar; see <see cref="SpfRecord.Errors"/>.</summary>
    public sealed record Invalid(string Text, int Offset) : SpfTerm(Text, Offset);

    public bool IsAll => this is Directive { Mechanism: SpfMechanism.All };

    public bool CountsAsLookup => this is Redirect or Directive { Mechanism.CountsAsLookup: true };

    public SpfDomainSpec? DomainSpec => this switch
    {
        Directive directive => directive.Mechanism.DomainSpec,
        Redirect redirect => redirect.Domain,
        _ => null,
    };
}

/// <summary>A published SPF record (RFC 7208 section 3), right or wrong.</summary>
/// <param name="Text">As published, one char an octet.</param>
/// <param name="Terms">In order, invalid ones included.</param>
/// <param name="Errors">Each makes check_host() give permerror.</param>
public sealed record SpfRecord(string Text, ImmutableArray<SpfTerm> Terms, ImmutableArray<SyntaxError> Errors)
{
    public bool IsValid => Errors.IsEmpty;

    public IEnumerable<SpfTerm.Directive> Directives => Terms.OfType<SpfTerm.Directive>();

    /// <summary>The first <c>all</c>; null without one.</summary>
    public SpfTerm.Directive? All => Directives.FirstOrDefault(directive => directive.IsAll);

    /// <summary>The redirect, whether or not an <c>all</c> makes receivers ignore it.</summary>
    public SpfTerm.Redirect? Redirect => Terms.OfType<SpfTerm.Redirect>().FirstOrDefault();

    /// <summary>Terms that can be evaluated: directives up to the first <c>all</c>, then the redirect if there is no <c>all</c> (RFC 7208 sections 5.1, 6.1).</summary>
    public IEnumerable<SpfTerm> EvaluatedTerms =>
        All is { } all
            ? Directives.TakeWhile(directive => directive.Offset <= all.Offset)
            : [.. Directives, .. Terms.OfType<SpfTerm.Redirect>().Take(1)];

    /// <summary>True when nothing but <c>-all</c> can match: nobody sends for the name.</summary>
    public bool AuthorizesNobody =>
        IsValid && Redirect is null && All is { Qualifier: SpfQualifier.Fail } all && Directives.First() == all;
}
