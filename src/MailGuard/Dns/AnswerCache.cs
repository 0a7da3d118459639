using MailGuard.Names;

namespace MailGuard.Dns;

/// <summary>Answers kept for their TTL, in at most so many octets of memory. Not safe for several threads at once.</summary>
internal sealed class AnswerCache(long maxBytes, TimeProvider clock)
{
    /// <summary>A resolver must not hold a negative answer for long (RFC 2308 section 5: one to three hours).</summary>
    private static readonly TimeSpan LongestNegative = TimeSpan.FromHours(1);

    /// <summary>No run should trust records of yesterday; RFC 1035 allows 68 years.</summary>
    private static readonly TimeSpan LongestPositive = TimeSpan.FromDays(1);

    /// <summary>Spares a dead server the questions of one burst, and heals within a run (RFC 2308 section 7 allows five minutes).</summary>
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Of the entry (56) and its places in the tables (36 and 28) and the queue (16), a quarter of which stand empty. Measured as for the answer itself for
    /// 5,000 to 20,000 answers that were there already: 140 to 183 octets.
    /// </summary>
    private const int Overhead = 56 + 108;

    private readonly Dictionary<DnsQuestion, Entry> entries = [];
    private readonly Queue<DnsQuestion> order = new();

    /// <summary>By the name that does not exist, as text: names above a question are looked up without being made.</summary>
    private readonly Dictionary<string, Entry> denials = new(StringComparer.Ordinal);
    private long bytes;

    public DnsAnswer? Find(DnsQuestion question)
    {
        if (!entries.TryGetValue(question, out var entry) || HasExpired(entry)) return null;
        entry.WasUsed = true;
        return entry.Answer;
    }

    /// <summary>The denial of a name above the question: nothing below it exists (RFC 8020).</summary>
    public DnsAnswer? FindDenialAbove(DnsQuestion question)
    {
        if (denials.Count == 0 || question.CheckingDisabled || question.Name.IsRoot) return null;
        var names = denials.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var above = DomainName.Above(question.Name.Text); !above.IsEmpty; above = DomainName.Above(above))
        {
            if (!names.TryGetValue(above, out var entry) || HasExpired(entry)) continue;
            entry.WasUsed = true;
            return entry.Answer;
        }

        return null;
    }

    public void Add(DnsAnswer answer)
    {
        if (LifetimeOf(answer) is not { } lifetime || lifetime <= TimeSpan.Zero) return;
        var size = AnswerSize.Of(answer) + Overhead;
        if (size > maxBytes) return;
        Keep(answer.Question, new(answer, clock.GetTimestamp(), lifetime, size));
        while (bytes > maxBytes) EvictOne();
    }

    private void Keep(DnsQuestion question, Entry entry)
    {
        if (entries.TryGetValue(question, out var earlier)) Withdraw(earlier);
        else order.Enqueue(question);
        entries[question] = entry;
        bytes += entry.Bytes;
        if (DeniedName(entry.Answer) is { } name) denials[name] = entry;
    }

    /// <summary>The oldest that was not used since it last came to the front: shared providers stay, a domain's own records go.</summary>
    private void EvictOne()
    {
        while (order.TryDequeue(out var oldest))
        {
            var entry = entries[oldest];
            if (!entry.WasUsed)
            {
                entries.Remove(oldest);
                Withdraw(entry);
                return;
            }

            entry.WasUsed = false;
            order.Enqueue(oldest);
        }
    }

    private void Withdraw(Entry entry)
    {
        bytes -= entry.Bytes;
        if (DeniedName(entry.Answer) is { } name && denials.GetValueOrDefault(name) == entry) denials.Remove(name);
    }

    private bool HasExpired(Entry entry) => clock.GetElapsedTime(entry.Since) >= entry.Lifetime;

    /// <summary>
    /// The name an NXDOMAIN is about: the one asked, or the last alias. Not of answers with checking disabled, which are no proof, and not
    /// of AAAA: there are servers that say NXDOMAIN to it for names that do exist (RFC 4074 section 4.2). Nor of DS: the parent zone answers
    /// it, and one that has no delegation for a zone served beside it knows nothing of the names in there.
    /// </summary>
    private static string? DeniedName(DnsAnswer answer)
    {
        if (answer.Status is not DnsStatus.NoSuchName || answer.CheckingDisabled || answer.Type is DnsType.Aaaa or DnsType.Ds) return null;
        return answer.Aliases.IsEmpty ? answer.Name.Text : answer.Aliases[^1].Text;
    }

    /// <summary>Null when it is not to be kept: a negative answer without SOA record is not (RFC 2308 section 5).</summary>
    private static TimeSpan? LifetimeOf(DnsAnswer answer)
    {
        if (answer.IsFailed) return Failure;
        if (answer.TimeToLive is not { } timeToLive) return null;
        var longest = answer.IsAbsent ? LongestNegative : LongestPositive;
        return timeToLive < longest ? timeToLive : longest;
    }

    private sealed class Entry(DnsAnswer answer, long since, TimeSpan lifetime, int bytes)
    {
        public DnsAnswer Answer { get; } = answer;

        public long Since { get; } = since;

        public TimeSpan Lifetime { get; } = lifetime;

        public int Bytes { get; } = bytes;

        public bool WasUsed { get; set; }
    }
}
