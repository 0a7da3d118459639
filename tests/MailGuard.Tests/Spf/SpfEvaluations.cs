using System.Net;
using MailGuard.Dns;
using MailGuard.Spf;

namespace MailGuard.Tests.Spf;

/// <summary>Evaluations of <c>hospital.example</c>, for the sender <c>doctor@hospital.example</c> behind <c>mail.hospital.example</c>.</summary>
internal static class SpfEvaluations
{
    public static Task<SpfEvaluation> CheckAsync(string zone, string ip = "203.0.113.9", SpfEvaluatorOptions? options = null) => CheckAsync(SpfZone.Of(zone), ip, options);

    public static Task<SpfEvaluation> CheckAsync(
        IDnsResolver dns, string ip = "203.0.113.9", SpfEvaluatorOptions? options = null, string mailFrom = "doctor@hospital.example", string helo = "mail.hospital.example") =>
        new SpfEvaluator(dns, options ?? new()).CheckHostAsync(SpfRequest.OfMailFrom(IPAddress.Parse(ip), mailFrom, helo), TestContext.Current.CancellationToken);

    /// <summary>e.g. <c>PermError TooManyLookups 11 0</c>: result, problem, lookups, void lookups.</summary>
    public static string Show(SpfEvaluation evaluation) =>
        $"{evaluation.Result} {(object?)evaluation.Problem ?? evaluation.Matched?.Text ?? "-"} {evaluation.Lookups} {evaluation.VoidLookups}";
}
