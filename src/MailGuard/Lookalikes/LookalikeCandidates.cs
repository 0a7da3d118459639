using System.Collections.Immutable;
using MailGuard.Names;

namespace MailGuard.Lookalikes;

/// <summary>The names somebody could register to be taken for a member, in the order of their rank. Pure: the same member gives the same names.</summary>
/// <param name="Candidates">At most as many as the cap says.</param>
/// <param name="LeftOut">Names beyond the cap.</param>
public sealed record LookalikeCandidates(ImmutableArray<LookalikeCandidate> Candidates, int LeftOut)
{
    /// <summary>A variant under <c>.jp</c> or <c>.com</c> deceives a little less than one under the member's own suffix.</summary>
    private const int OtherZone = 30;

    /// <summary>Likenesses above it are tried under the member's own suffix only.</summary>
    private const int MaxRankElsewhere = 40;

    public static LookalikeCandidates Of(LookalikeRequest request, LookalikeOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        var suffixes = options.PublicSuffixes;
        if (suffixes.RegistrableDomainOf(request.Domain) is not { } registrable) return new([], 0);
        var own = options.Own.Append(request.Domain).Select(suffixes.OrganizationalDomainOf).ToHashSet();
        var found = new Dictionary<DomainName, Draft>();
        foreach (var variant in Variants(request, registrable))
        {
            if (!LookalikeZones.Takes(variant.Suffix, variant.Label.Text) || NameOf(variant) is not { } name) continue;
            if (own.Contains(name) || suffixes.RegistrableDomainOf(name) != name) continue;
            if (!found.TryGetValue(name, out var draft)) found.Add(name, draft = new());
            draft.Add(variant.Label);
        }

        var ordered = found.Select(one => one.Value.Finish(one.Key)).OrderBy(candidate => candidate.Rank).ThenBy(candidate => candidate.Domain).ToList();
        return new([.. ordered.Take(options.MaxCandidates)], Math.Max(0, ordered.Count - options.MaxCandidates));
    }

    private static IEnumerable<(LabelVariant Label, DomainName Suffix)> Variants(LookalikeRequest request, DomainName registrable)
    {
        var label = InternationalName.ToUnicode(registrable.Labels[0]);
        var suffix = registrable.Parent!;
        foreach (var (rank, other) in LookalikeZones.Swaps.Index()) yield return (new(label, LookalikeKind.Suffix, rank), other);
        foreach (var joined in SuffixesInLabel(label, registrable, request.Domain)) yield return joined;
        foreach (var zone in LookalikeZones.Open)
        {
            foreach (var name in JapaneseNames(request.Name)) yield return (new(name, LookalikeKind.JapaneseName, 15), zone);
        }

        foreach (var variant in LabelVariants.Of(label))
        {
            if (!LookalikeZones.IsClosed(suffix)) yield return (variant, suffix);
            if (variant.Rank > MaxRankElsewhere) continue;
            foreach (var zone in LookalikeZones.Open.Where(zone => zone != suffix)) yield return (variant with { Rank = variant.Rank + OtherZone }, zone);
        }
    }

    /// <summary>e.g. <c>kirisawa-or.jp</c>, <c>kirisawaorjp.com</c>; and a subdomain in front: <c>kenshin-kirisawa.or.jp</c>.</summary>
    private static IEnumerable<(LabelVariant Label, DomainName Suffix)> SuffixesInLabel(string label, DomainName registrable, DomainName domain)
    {
        var labels = registrable.Labels[1..];
        foreach (var separator in (string[])["-", ""])
        {
            for (var taken = 1; taken <= labels.Length; taken++)
            {
                var rest = registrable.Suffix(labels.Length - taken);
                var joined = string.Join(separator, [label, .. labels[..taken]]);
                foreach (var zone in rest.IsRoot ? LookalikeZones.Open : [rest]) yield return (new(joined, LookalikeKind.SuffixInLabel, 8), zone);
                if (taken > 1) yield return (new($"{label}-{string.Concat(labels[..taken])}", LookalikeKind.SuffixInLabel, 9), rest.IsRoot ? LookalikeZones.Open[^1] : rest);
            }

            if (domain == registrable) continue;
            var below = domain.Labels[..^registrable.Labels.Length].Select(InternationalName.ToUnicode);
            yield return (new(string.Join(separator, [.. below, label]), LookalikeKind.SuffixInLabel, 8), registrable.Parent!);
        }
    }

    /// <summary>The name without what stands in brackets; nothing when it is not wholly Japanese.</summary>
    private static IEnumerable<string> JapaneseNames(string? name)
    {
        if (name is null) yield break;
        var joined = string.Concat(name.Split('(', '（')[0].Where(letter => !char.IsWhiteSpace(letter)));
        if (joined.Length > 0 && joined.All(JapaneseLikeness.IsJapanese)) yield return joined;
    }

    /// <summary>Null when the name is too long, or IDNA makes another label of it.</summary>
    private static DomainName? NameOf((LabelVariant Label, DomainName Suffix) variant)
    {
        var isRead = DomainName.TryParse($"{variant.Label.Text}.{variant.Suffix.Text}", out var name);
        return isRead && InternationalName.ToUnicode(name!.Labels[0]) == variant.Label.Text ? name : null;
    }

    private sealed class Draft
    {
        private readonly SortedSet<LookalikeKind> kinds = [];
        private int rank = int.MaxValue;

        public void Add(LabelVariant variant)
        {
            kinds.Add(variant.Kind);
            rank = Math.Min(rank, variant.Rank);
        }

        public LookalikeCandidate Finish(DomainName name) => new(name, [.. kinds], rank);
    }
}
