using System.Collections.Immutable;
using System.Globalization;
using MailGuard.Names;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MailGuard.Findings;

/// <summary>Reads settings from the events of a YAML parser, so that depth and aliases of the file cost nothing.</summary>
/// <example><code>
/// version: 1
/// severities: { bimi.*: info, dkim.key-too-short: medium }
/// off: [caa.missing]
/// accepted:
///   - { rule: dmarc.policy-none, domain: hospital.example, reason: moves with the new contract, until: 2027-03-31 }
/// </code></example>
internal sealed class RuleSettingsReader(TextReader yaml, IReadOnlyCollection<string> knownRules)
{
    private static readonly string[] Sections = ["version", "severities", "off", "accepted"];
    private static readonly string[] AcceptedKeys = ["rule", "domain", "reason", "until"];
    private static readonly string[] SeverityWords = [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())];

    private readonly Parser events = new(yaml);
    private readonly ImmutableDictionary<string, Severity>.Builder severities = ImmutableDictionary.CreateBuilder<string, Severity>();
    private readonly ImmutableHashSet<string>.Builder off = ImmutableHashSet.CreateBuilder<string>();
    private readonly ImmutableArray<AcceptedFinding>.Builder accepted = ImmutableArray.CreateBuilder<AcceptedFinding>();
    private readonly ImmutableArray<RuleSettingsError>.Builder errors = ImmutableArray.CreateBuilder<RuleSettingsError>();

    public RuleSettingsFile Read()
    {
        try
        {
            events.Consume<StreamStart>();
            if (events.TryConsume<DocumentStart>(out _)) ReadEntries("the file", "ファイル", ReadSection);
        }
        catch (YamlException problem)
        {
            Report(problem.Start, "this is not valid YAML; check indentation, colons and quotes",
                "YAMLとして読めません。字下げ、コロン、引用符を確かめてください");
        }

        return new(
            new() { Severities = severities.ToImmutable(), Off = off.ToImmutable(), Accepted = accepted.ToImmutable() },
            [.. errors.OrderBy(error => error.Line)]);
    }

    private void ReadSection(Scalar key)
    {
        switch (key.Value)
        {
            case "version":
                ReadVersion();
                break;
            case "severities":
                ReadEntries("severities", "severities", ReadSeverity);
                break;
            case "off":
                ReadItems("off", () => ReadRule(ruleId => off.Add(ruleId)));
                break;
            case "accepted":
                ReadItems("accepted", ReadAccepted);
                break;
            default:
                ReportUnknownKey(key, Sections);
                events.SkipThisAndNestedEvents();
                break;
        }
    }

    private void ReadVersion()
    {
        if (ReadScalar() is { } version && version.Value != "1")
            Report(version.Start, "only version 1 is known; write 'version: 1'", "使えるバージョンは1だけです。version: 1 と書いてください");
    }

    private void ReadSeverity(Scalar rule)
    {
        var isKnown = IsKnown(rule);
        if (ReadScalar() is not { } word) return;
        if (!SeverityWords.Contains(word.Value))
            Report(word.Start, $"'{Shown(word)}' is no severity; write one of {string.Join(", ", SeverityWords)}",
                $"「{Shown(word)}」という重大度はありません。{string.Join("、", SeverityWords)} のどれかを書いてください");
        else if (isKnown && !severities.TryAdd(rule.Value, Enum.Parse<Severity>(word.Value, ignoreCase: true)))
            Report(rule.Start, $"'{Shown(rule)}' is set twice; keep one line", $"「{Shown(rule)}」が2回書かれています。1行だけ残してください");
    }

    private void ReadRule(Action<string> use)
    {
        if (ReadScalar() is { } rule && IsKnown(rule)) use(rule.Value);
    }

    private void ReadAccepted()
    {
        var start = events.Current!.Start;
        var values = new Dictionary<string, Scalar>();
        ReadEntries("an accepted finding", "accepted の項目", key =>
        {
            if (!AcceptedKeys.Contains(key.Value)) ReportUnknownKey(key, AcceptedKeys);
            if (ReadScalar() is { } value) values[key.Value] = value;
        });

        if (!HasAll(values, start) || !IsKnown(values["rule"])) return;
        if (!TryReadDomain(values["domain"], out var domain, out var isBelow)) return;
        if (!TryReadDay(values.GetValueOrDefault("until"), out var until)) return;
        accepted.Add(new(values["rule"].Value, domain, isBelow, values["reason"].Value, until));
    }

    private bool HasAll(Dictionary<string, Scalar> values, Mark start)
    {
        var missing = AcceptedKeys[..3].Where(key => string.IsNullOrWhiteSpace(values.GetValueOrDefault(key)?.Value)).ToArray();
        foreach (var key in missing)
            Report(start, $"an accepted finding needs '{key}'; add '{key}: …'", $"accepted の項目に {key} がありません。{key}: … を書き加えてください");
        return missing is [];
    }

    private bool TryReadDomain(Scalar text, out DomainName? domain, out bool isBelow)
    {
        domain = null;
        isBelow = text.Value.StartsWith("*.", StringComparison.Ordinal);
        if (text.Value is "*" || DomainName.TryParse(isBelow ? text.Value[2..] : text.Value, out domain)) return true;
        Report(text.Start,
            $"'{Shown(text)}' is no domain; write hospital.example, *.hospital.example for the names below it, or \"*\" for all",
            $"「{Shown(text)}」はドメインではありません。hospital.example、その下すべてなら *.hospital.example、全ドメインなら \"*\" と書いてください");
        return false;
    }

    private bool TryReadDay(Scalar? text, out DateOnly? day)
    {
        day = null;
        if (text is null) return true;
        if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
        {
            day = read;
            return true;
        }

        Report(text.Start, $"'{Shown(text)}' is no date; write the last day it is accepted as 2027-03-31",
            $"「{Shown(text)}」は日付ではありません。受け入れる最後の日を 2027-03-31 のように書いてください");
        return false;
    }

    private bool IsKnown(Scalar rule)
    {
        if (knownRules.Contains(rule.Value) || knownRules.Any(known => RuleSettings.FeatureOf(known) == rule.Value)) return true;
        var near = NearMiss.Of(rule.Value, knownRules);
        Report(rule.Start,
            $"there is no rule '{Shown(rule)}'; {(near is null ? "'mailguard rules' lists all of them" : $"did you mean '{near}'?")}",
            $"「{Shown(rule)}」というルールはありません。{(near is null ? "mailguard rules で一覧を表示できます" : $"「{near}」ではありませんか")}");
        return false;
    }

    private void ReadEntries(string english, string japanese, Action<Scalar> readValueOf)
    {
        if (IsEmpty()) return;
        if (!events.TryConsume<MappingStart>(out _))
        {
            Report(events.Current!.Start, $"{english} must be 'key: value' lines", $"{japanese}は「キー: 値」の形で書いてください");
            events.SkipThisAndNestedEvents();
            return;
        }

        while (!events.TryConsume<MappingEnd>(out _))
        {
            if (ReadScalar() is { } key) readValueOf(key);
            else events.SkipThisAndNestedEvents();
        }
    }

    private void ReadItems(string section, Action readItem)
    {
        if (IsEmpty()) return;
        if (!events.TryConsume<SequenceStart>(out _))
        {
            Report(events.Current!.Start, $"{section} must be a list of '- …' lines", $"{section} は「- …」の行を並べた一覧にしてください");
            events.SkipThisAndNestedEvents();
            return;
        }

        while (!events.TryConsume<SequenceEnd>(out _)) readItem();
    }

    /// <summary>Null, and an error, when the next value is a list, a mapping or an alias.</summary>
    private Scalar? ReadScalar()
    {
        if (events.TryConsume<Scalar>(out var scalar)) return scalar;
        Report(events.Current!.Start, "one plain value is expected here", "ここには値を1つだけ書いてください");
        events.SkipThisAndNestedEvents();
        return null;
    }

    private bool IsEmpty() => events.Accept<Scalar>(out var scalar) && scalar.Value is "" && events.TryConsume<Scalar>(out _);

    private void ReportUnknownKey(Scalar key, string[] known)
    {
        var near = NearMiss.Of(key.Value, known);
        Report(key.Start,
            $"'{Shown(key)}' is not known; {(near is null ? $"write one of {string.Join(", ", known)}" : $"did you mean '{near}'?")}",
            $"「{Shown(key)}」という項目はありません。{(near is null ? $"{string.Join("、", known)} のどれかを書いてください" : $"「{near}」ではありませんか")}");
    }

    private void Report(Mark at, string english, string japanese) => errors.Add(new((int)Math.Max(1, at.Line), english, japanese));

    private static string Shown(Scalar scalar) => scalar.Value.Length <= 60 ? scalar.Value : $"{scalar.Value[..60]}…";
}
