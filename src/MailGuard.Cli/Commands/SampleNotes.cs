using System.Globalization;
using MailGuard.Cli.Input;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;
using MailGuard.Messages;

namespace MailGuard.Cli.Commands;

/// <summary>What the user should know of the samples: those that could not be used, and what others cannot show. Only domains and file names.</summary>
/// <param name="asOf">The clock of the run.</param>
internal sealed class SampleNotes(SampleFiles files, SampleOwners owners, DateTimeOffset asOf, Language language)
{
    /// <summary>Names in one line, and lines of one kind.</summary>
    private const int Most = 20;

    public IEnumerable<string> Lines() =>
    [
        .. files.Unreadable.Take(Most).Select(line => language.Of($"sample not read: {line}", $"読み取れないサンプル：{line}")),
        .. When(files.Unreadable.Length - Most, more => language.Of($"{more} more samples could not be read", $"ほかに{more}件のサンプルを読み取れませんでした")),
        .. When(files.IsCutOff ? files.Samples.Length : 0, read => language.Of(
            $"only the first {read} samples were read; name fewer, some of each service that sends",
            $"最初の{read}件のサンプルだけを読み取りました。送信サービスごとに数件ずつに減らしてください")),
        .. Of(owners.Strays, sample => sample.AuthorDomain.Text, (count, domains) => language.Of(
            $"{count} from no audited domain, so not used; sent by: {domains}",
            $"調べるドメインから送られたものではないため使わないサンプルが{count}あります。差出人のドメイン：{domains}")),
        .. Of(Owned().Where(sample => !sample.IsReceived), sample => sample.File, (count, names) => language.Of(
            $"{count} without a Received field, so still to be sent when saved and no proof of what is signed; use mail as an outside mailbox received it: {names}",
            $"Received フィールドがないサンプルが{count}あります。送信前のメールでは署名の有無を確認できません。外部の宛先に届いたメールを使ってください：{names}")),
        .. Of(Owned().Where(IsOld), sample => sample.File, (count, names) => language.Of(
            $"{count} older than {MaxAge.TotalDays:0} days, so used only to learn selectors: {names}",
            $"{MaxAge.TotalDays:0}日より古いサンプルが{count}あります。セレクターを知るためだけに使います：{names}")),
        .. Of(Owned().Where(sample => sample.Signatures.Any(signature => !signature.Mistakes.IsEmpty)), Damage, (count, names) => language.Of(
            $"{count} with a damaged DKIM-Signature: {names}",
            $"DKIM-Signature に誤りのあるサンプルが{count}あります：{names}")),
        .. Of(Owned().Where(sample => sample.SignaturesLeftOut > 0), sample => sample.File, (count, names) => language.Of(
            $"{count} with more than {new MessageLimits().MaxSignatures} DKIM-Signatures, the rest not read: {names}",
            $"DKIM-Signature が{new MessageLimits().MaxSignatures}個より多いサンプルが{count}あります。残りの署名は読み取っていません：{names}")),
    ];

    private static TimeSpan MaxAge => new AuditOptions().MaxSampleAge;

    private IEnumerable<MessageSample> Owned() => files.Samples.Where(sample => !owners.Strays.Contains(sample));

    private bool IsOld(MessageSample sample) => sample.Date is { } date && asOf - date > MaxAge;

    /// <summary>The mistake in our words; the text itself may hold an address.</summary>
    private static string Damage(MessageSample sample) =>
        $"{sample.File} ({string.Join(", ", sample.Signatures.SelectMany(signature => signature.Mistakes).Select(mistake => mistake.Problem).Distinct().Take(3))})";

    private static IEnumerable<string> When(int count, Func<string, string> line) =>
        count > 0 ? [line(count.ToString(CultureInfo.InvariantCulture))] : [];

    /// <param name="name">What a sample is called in the line.</param>
    private IEnumerable<string> Of(IEnumerable<MessageSample> samples, Func<MessageSample, string> name, Func<string, string, string> line)
    {
        var all = samples.ToList();
        if (all.Count == 0) return [];
        var names = all.Select(name).Distinct().ToList();
        var shown = string.Join(language.Of(", ", "、"), names.Take(Most)) + (names.Count > Most ? language.Of(", …", "、…") : "");
        return [line(language.Of(all.Count == 1 ? "1 sample is" : $"{all.Count} samples are", $"{all.Count}件"), shown)];
    }
}
