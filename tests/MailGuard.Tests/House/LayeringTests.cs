using System.Text.RegularExpressions;

namespace MailGuard.Tests.House;

/// <summary>Holds the table of ARCHITECTURE.md section 4: a folder mentions types of the folders listed for it, and of no others.</summary>
public sealed partial class LayeringTests
{
    /// <summary>Files beside the project file.</summary>
    private const string Root = ".";

    private static readonly string[] Protocols = ["Spf", "Dmarc", "Dkim", "Transport", "Bimi", "Delegation", "Lookalikes"];

    private static readonly string[] Foundations = ["Findings", "Names", "Parsing", "Dns", "Providers", "Probes"];

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Findings"] = ["Names"],
        ["Names"] = [],
        ["Parsing"] = [],
        ["Dns"] = ["Names"],
        ["Providers"] = ["Names"],
        ["Probes"] = ["Names", "Dns"],
        ["Spf"] = Foundations,
        ["Dkim"] = Foundations,
        ["Dmarc"] = [.. Foundations, "Spf", "Dkim"],
        ["Transport"] = Foundations,
        ["Bimi"] = Foundations,
        ["Delegation"] = Foundations,
        ["Messages"] = ["Names", "Parsing", "Dkim"],
        [Root] = [.. Foundations, .. Protocols, "Messages"],
        ["Lookalikes"] = [.. Foundations, "Spf"],
        ["Results"] = [.. Foundations, .. Protocols, Root],
        ["Comparison"] = ["Names", "Providers", "Dkim", Root, "Results"],
        ["Portfolio"] = ["Findings", "Names", Root, "Results"],
        ["Rendering"] = [.. Foundations, .. Protocols, Root, "Results", "Comparison", "Portfolio"],
    };

    [Fact]
    public void Every_folder_uses_only_the_layers_below_it()
    {
        var declared = Sources().SelectMany(source => DeclaredTypes(source.Code).Distinct().Select(type => (Type: type, source.Folder)));
        var folderOf = declared.ToDictionary(one => one.Type, one => one.Folder);
        var breaches =
            from source in Sources()
            from type in Identifier().Matches(source.Code).Select(match => match.Value).Distinct()
            let owner = folderOf.GetValueOrDefault(type, source.Folder)
            where owner != source.Folder && !MayUse[source.Folder].Contains(owner) && (owner == Root || Reaches(source.Code, owner, type))
            select $"{source.File} mentions {type} of '{owner}'";
        Assert.Empty(breaches);
    }

    [Fact]
    public void Every_folder_is_in_the_table() =>
        Assert.Empty(Sources().Select(source => source.Folder).Distinct().Except(MayUse.Keys));

    [Fact]
    public void The_table_is_that_of_the_architecture_page()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"));
        Assert.All(MayUse.Keys.Where(folder => folder != Root), folder => Assert.Contains($"`{folder}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Type_names_are_unique_in_the_library() =>
        Assert.Empty(Sources().SelectMany(source => DeclaredTypes(source.Code).Distinct()).GroupBy(type => type).Where(same => same.Count() > 1).Select(same => same.Key));

    /// <summary>A type of another folder is in reach through its namespace; without that, the word is a member's name.</summary>
    private static bool Reaches(string code, string owner, string type) =>
        code.Contains($"using MailGuard.{owner};", StringComparison.Ordinal) || code.Contains($"{owner}.{type}", StringComparison.Ordinal);

    private static IEnumerable<(string File, string Folder, string Code)> Sources() =>
        from path in Directory.EnumerateFiles(Repository.Library, "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Library, path).Replace('\\', '/')
        where !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
        select (file, file.Contains('/', StringComparison.Ordinal) ? file.Split('/')[0] : Root, WithoutTexts(File.ReadAllText(path)));

    /// <summary>Comments and literals mention names freely.</summary>
    private static string WithoutTexts(string code) => Literal().Replace(Comment().Replace(code, ""), "\"\"");

    /// <summary>Types that are not nested begin their line.</summary>
    private static IEnumerable<string> DeclaredTypes(string code) => Declaration().Matches(code).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^(?:public|internal)\b[\w ]*?\b(?:class|record struct|record|struct|enum|interface|delegate \w+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?:\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Literal();
}
