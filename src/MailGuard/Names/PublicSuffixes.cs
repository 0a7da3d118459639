using System.Reflection;

namespace MailGuard.Names;

/// <summary>The Public Suffix List: where names end that a stranger can register under (publicsuffix.org, MPL-2.0).</summary>
/// <remarks>
/// RFC 7489 receivers find the organizational domain with it. Rules of both sections count, the ICANN and the private one, as
/// RFC 7489 section 3.2 leaves the list to the receiver and receivers use the whole of it.
/// </remarks>
public sealed class PublicSuffixes
{
    private static readonly Lazy<PublicSuffixes> EmbeddedList = new(ReadEmbedded);

    private readonly HashSet<string> rules = new(StringComparer.Ordinal);

    private PublicSuffixes(IEnumerable<string> lines)
    {
        foreach (var line in lines) Add(line);
    }

    /// <summary>The list inside the library; its date is in the head of <c>Names/public_suffix_list.dat</c>.</summary>
    public static PublicSuffixes Embedded => EmbeddedList.Value;

    /// <summary>Reads a list in the format of publicsuffix.org: a rule a line up to the first white space, <c>//</c> comments.</summary>
    public static PublicSuffixes Read(TextReader list) => new(Lines(list));

    /// <summary>The longest public suffix of the name; a name under no rule has its last label (the list's rule <c>*</c>).</summary>
    public DomainName SuffixOf(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (var labels = name.Labels.Length; labels > 1; labels--)
        {
            var candidate = name.Suffix(labels);
            if (rules.Contains("!" + candidate.Text)) return name.Suffix(labels - 1);
            if (rules.Contains(candidate.Text) || rules.Contains("*." + candidate.Parent!.Text)) return candidate;
        }

        return name.Suffix(Math.Min(1, name.Labels.Length));
    }

    /// <summary>The public suffix and one label more: what is registered. Null when the name is itself a public suffix.</summary>
    public DomainName? RegistrableDomainOf(DomainName name)
    {
        var suffix = SuffixOf(name);
        return suffix.Labels.Length < name.Labels.Length ? name.Suffix(suffix.Labels.Length + 1) : null;
    }

    /// <summary>RFC 7489 section 3.2: the registrable domain; a public suffix is its own organizational domain.</summary>
    public DomainName OrganizationalDomainOf(DomainName name) => RegistrableDomainOf(name) ?? name;

    public bool IsPublicSuffix(DomainName name) => RegistrableDomainOf(name) is null;

    private void Add(string line)
    {
        var end = line.AsSpan().IndexOfAny(' ', '\t');
        var rule = end < 0 ? line : line[..end];
        if (rule.Length == 0 || rule.StartsWith("//", StringComparison.Ordinal)) return;
        var mark = rule.StartsWith("*.", StringComparison.Ordinal) ? "*." : rule[0] == '!' ? "!" : "";
        if (DomainName.TryParse(rule[mark.Length..], out var name)) rules.Add(mark + name.Text);
    }

    private static IEnumerable<string> Lines(TextReader list)
    {
        while (list.ReadLine() is { } line) yield return line;
    }

    private static PublicSuffixes ReadEmbedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("public_suffix_list.dat")!;
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}
