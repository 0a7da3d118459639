namespace MailGuard.Dns;

/// <summary>Answers kept for their TTL, at most so many. Not safe for several threads at once.</summary>
internal sealed class AnswerCache(int maxEntries, TimeProvider clock)
{
    /// <summary>A resolver must not hold a negative answer for long (RFC 2308 section 5: one to three hours).</summary>
    private static readonly TimeSpan LongestNegative = TimeSpan.FromHours(1);

    /// <summary>No run should trust records of yesterday; RFC 1035 allows 68 years.</summary>
    private static readonly TimeSpan LongestPositive = TimeSpan.FromDays(1);

    /// <summary>Spares a dead server the questions of one burst, and heals within a run (RFC 2308 section 7 allows five minutes).</summary>
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(5);

    private readonly Dictionary<DnsQuestion, Entry> entries = [];
    private readonly Queue<DnsQuestion> order = new();

    public int Count => entries.Count;

    public DnsAnswer? Find(DnsQuestion question)
    {
        if (!entries.TryGetValue(question, out var entry) || clock.GetElapsedTime(entry.Since) >= entry.Lifetime) return null;
        entry.WasUsed = true;
        return entry.Answer;
    }

    public void Add(DnsAnswer answer)
    {
        if (LifetimeOf(answer) is not { } lifetime || lifetime <= TimeSpan.Zero) return;
        var key = answer.Question;
        if (!entries.ContainsKey(key)) order.Enqueue(key);
        entries[key] = new(answer, clock.GetTimestamp(), lifetime);
        if (entries.Count > maxEntries) Evict();
    }

    /// <summary>The oldest that was not used since it last came to the front: shared providers stay, a domain's own records go.</summary>
    private void Evict()
    {
        while (order.TryDequeue(out var oldest))
        {
            var entry = entries[oldest];
            if (!entry.WasUsed)
            {
                entries.Remove(oldest);
                return;
            }

            entry.WasUsed = false;
            order.Enqueue(oldest);
        }
    }

    /// <summary>Null when it is not to be kept: a negative answer without SOA record is not (RFC 2308 section 5).</summary>
    private static TimeSpan? LifetimeOf(DnsAnswer answer)
    {
        if (answer.IsFailed) return Failure;
        if (answer.TimeToLive is not { } timeToLive) return null;
        var longest = answer.IsAbsent ? LongestNegative : LongestPositive;
        return timeToLive < longest ? timeToLive : longest;
    }

    private sealed class Entry(DnsAnswer answer, long since, TimeSpan lifetime)
    {
        public DnsAnswer Answer { get; } = answer;

        public long Since { get; } = since;

        public TimeSpan Lifetime { get; } = lifetime;

        public bool WasUsed { get; set; }
    }
}
