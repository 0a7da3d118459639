using MailGuard.Dns;
using MailGuard.Spf;

namespace MailGuard.Results;

/// <summary>SPF facts as the schema says them.</summary>
internal static class SpfSections
{
    /// <summary>Null when undetermined.</summary>
    public static SpfSection? Of(SpfPublication spf)
    {
        if (spf.IsUndetermined) return null;
        var root = spf.Tree.Root;
        return new(
            root.Record is { IsValid: true } record ? record.Text : null,
            [.. root.Records.Select(one => one.Text)],
            SchemaWords.Of(spf.Tree.Outcome.Result),
            root.Lookups,
            root.VoidLookups,
            spf.Tree.All is { } all ? SchemaWords.Of(all) : null,
            root.Records.IsEmpty && root.Status is not DnsStatus.NoSuchName ? null : NodeOf(root));
    }

    /// <summary>Every term of the record is listed; those that receivers evaluate lead on.</summary>
    private static SpfNodeSection NodeOf(SpfNode node)
    {
        var targets = node.Branches.ToDictionary(branch => branch.Term.Offset, branch => branch.Target);
        return new(
            node.Name,
            node.Record?.Text,
            SchemaWords.Of(node.Status),
            node.Lookups,
            node.VoidLookups,
            node.Problem is { } problem ? SchemaWords.Of(problem) : null,
            [.. (node.Record?.Terms ?? []).Select(term => new SpfTermSection(term.Text, targets.GetValueOrDefault(term.Offset) is { } target ? NodeOf(target) : null))]);
    }
}
