namespace MailGuard.Dns;

/// <summary>What a <see cref="WireResolver"/> has sent and thrown away so far.</summary>
/// <param name="Sent">Messages over UDP, each try counted.</param>
/// <param name="Retried">Of these, those sent because an earlier try had no usable answer.</param>
/// <param name="OverTcp">Questions asked over TCP as well: the answer did not fit a datagram, or none came.</param>
/// <param name="Unrelated">Messages received that answer no question under way: wrong id, wrong question, or no answer at all. Late
/// duplicates are among them; many of them are an attack.</param>
/// <param name="Damaged">Messages received that answer a question and cannot be decoded, or hold records of other names.</param>
public sealed record TransportCounters(long Sent, long Retried, long OverTcp, long Unrelated, long Damaged);
