using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Text.Json;

namespace MailGuard.Dns;

/// <summary>The counters of all resolvers of the process, for those who listen (OpenTelemetry and others).</summary>
/// <remarks>Listeners fetch them from threads of their own: what they do there is no business of those who ask and receive.</remarks>
internal static class ResolverMeter
{
    public const string Name = "MailGuard.Dns";

    private static readonly Meter Meter = new(Name);

    private static readonly Total Questions = Total.Of("mailguard.dns.questions", "{question}", "Questions passed on to the servers.");

    private static readonly Total JoinedQuestions =
        Total.Of("mailguard.dns.questions.joined", "{question}", "Questions that shared one already on its way.");

    private static readonly Total CacheHits =
        Total.Of("mailguard.dns.cache.hits", "{question}", "Questions answered from memory.", "kind", "answer", "name_above_does_not_exist");

    private static readonly Total Failures = Total.Of(
        "mailguard.dns.failures", "{question}", "Questions passed on that stayed unanswered, by reason.", "reason",
        [.. Enum.GetNames<DnsFailure>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]);

    private static readonly Total SentMessages = Total.Of("mailguard.dns.messages.sent", "{message}", "Messages sent over UDP, each try counted.");

    private static readonly Total RetriedMessages =
        Total.Of("mailguard.dns.retries", "{message}", "Messages sent because an earlier try had no usable answer.");

    private static readonly Total TcpQuestions = Total.Of("mailguard.dns.tcp.questions", "{question}", "Questions asked over TCP as well.");

    private static readonly Total DroppedMessages =
        Total.Of("mailguard.dns.messages.dropped", "{message}", "Messages received and not believed, by reason.", "reason", "unrelated", "damaged");

    public static void Asked() => Questions.Add();

    public static void Joined() => JoinedQuestions.Add();

    public static void FromCache() => CacheHits.Add();

    public static void BelowNoSuchName() => CacheHits.Add(1);

    public static void Failed(DnsFailure failure) => Failures.Add((int)failure);

    public static void Sent() => SentMessages.Add();

    public static void Retried() => RetriedMessages.Add();

    public static void OverTcp() => TcpQuestions.Add();

    public static void Unrelated() => DroppedMessages.Add();

    public static void Damaged() => DroppedMessages.Add(1);

    /// <summary>One instrument: a count, or one for each value of its tag.</summary>
    private sealed class Total(int values)
    {
        private readonly long[] counts = new long[values];

        public static Total Of(string name, string unit, string description, string tag = "", params string[] values)
        {
            var total = new Total(Math.Max(1, values.Length));
            ImmutableArray<KeyValuePair<string, object?>[]> tags =
                values.Length == 0 ? [[]] : [.. values.Select(value => (KeyValuePair<string, object?>[])[new(tag, value)])];
            Meter.CreateObservableCounter(
                name, () => tags.Select((own, value) => new Measurement<long>(Interlocked.Read(ref total.counts[value]), own)), unit, description);
            return total;
        }

        public void Add(int value = 0) => Interlocked.Increment(ref counts[value]);
    }
}
