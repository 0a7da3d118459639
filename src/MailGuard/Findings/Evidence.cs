using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Findings;

/// <summary>One occurrence of a rule: where it was seen and with which values. Texts are filled from it.</summary>
public sealed record Evidence
{
    /// <summary>What the finding is about: a name such as <c>_dmarc.hospital.example</c>, a file, a row.</summary>
    public required string Subject { get; init; }

    /// <summary>Typed values by name; <c>{name}</c> in a rule's text is replaced by the value.</summary>
    public ImmutableArray<EvidenceValue> Values { get; init; } = [];

    public Confidence Confidence { get; init; } = Confidence.Proven;

    /// <summary>The record to publish, null where none can be computed; the remedy then says why.</summary>
    public ProposedRecord? Proposed { get; init; }

    /// <summary>Which of the rule's <see cref="RuleText.Cases"/> speaks; null for its general text.</summary>
    public string? Case { get; init; }

    /// <summary>Further subjects whose findings this one may explain: a record above is why there is none below.</summary>
    public ImmutableArray<string> AlsoAbout { get; init; } = [];

    /// <summary>No evidence, or one without values.</summary>
    public static IEnumerable<Evidence> When(bool isSo, DomainName subject) => isSo ? [At(subject)] : [];

    public static Evidence At(DomainName subject) => new() { Subject = subject.Text };

    public Evidence With(string name, string? value) => value is null ? this : Add(new EvidenceValue.Text(name, value));

    public Evidence With(string name, long value) => Add(new EvidenceValue.Number(name, value));

    public Evidence With(string name, IEnumerable<string> values) => Add(new EvidenceValue.List(name, [.. values]));

    public Evidence With(string name, string en, string ja) => Add(new EvidenceValue.Phrase(name, en, ja));

    public Evidence Propose(ProposedRecord? proposed) => this with { Proposed = proposed };

    private Evidence Add(EvidenceValue value) => this with { Values = Values.Add(value) };
}

/// <summary>A named value of evidence.</summary>
public abstract record EvidenceValue(string Name)
{
    public sealed record Text(string Name, string Value) : EvidenceValue(Name);

    public sealed record Number(string Name, long Value) : EvidenceValue(Name);

    /// <summary>A word of our own, in both languages; data formats carry the English one.</summary>
    public sealed record Phrase(string Name, string En, string Ja) : EvidenceValue(Name);

    public sealed record List(string Name, ImmutableArray<string> Values) : EvidenceValue(Name);
}

/// <summary>A record to publish, and what stands there now.</summary>
/// <param name="Name">The owner name.</param>
/// <param name="Type">The type's mnemonic, e.g. <c>TXT</c>.</param>
/// <param name="TimeToLive">Seconds.</param>
/// <param name="Value">The data in master file form without quotes, e.g. <c>v=spf1 mx ~all</c>.</param>
/// <param name="Previous">The data to be replaced; null when nothing is. Several records are separated by a line feed.</param>
public sealed record ProposedRecord(DomainName Name, string Type, int TimeToLive, string Value, string? Previous)
{
    /// <summary>One hour: short enough to correct a mistake the same day, long enough to be cached.</summary>
    public const int DefaultTimeToLive = 3600;

    /// <param name="previous">The texts of the records that are there; null where there is none.</param>
    public static ProposedRecord Txt(DomainName name, string value, params IReadOnlyCollection<string?>? previous)
    {
        var texts = (previous ?? []).OfType<string>().Select(OnOneLine).ToList();
        return new(name, "TXT", DefaultTimeToLive, value, texts.Count == 0 ? null : string.Join('\n', texts));
    }

    /// <summary>A line feed inside a record, as master files write it: it must not look like the end of the record.</summary>
    private static string OnOneLine(string text) => text.Replace("\n", "\\010", StringComparison.Ordinal);
}
