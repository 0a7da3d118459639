using System.Collections.Immutable;

namespace MailGuard.Dns;

/// <summary>What a <see cref="SharedResolver"/> has done so far.</summary>
/// <param name="Asked">Questions passed on.</param>
/// <param name="FromCache">Callers answered from memory with an answer to their own question.</param>
/// <param name="BelowNoSuchName">Callers answered from memory because a name above theirs does not exist (RFC 8020).</param>
/// <param name="Joined">Callers that shared a question already on its way.</param>
/// <param name="Failed">Of those asked, by reason; reasons that did not occur are missing.</param>
public sealed record ResolverCounters(
    long Asked, long FromCache, long BelowNoSuchName, long Joined, ImmutableSortedDictionary<DnsFailure, long> Failed);
