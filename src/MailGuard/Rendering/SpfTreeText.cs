using System.Globalization;
using MailGuard.Results;

namespace MailGuard.Rendering;

/// <summary>An SPF tree as indented lines, each include with the lookups it costs.</summary>
internal sealed class SpfTreeText(ReportWords words)
{
    /// <summary>Of one term; honest ones are shorter than a name may be (255).</summary>
    private const int MaxTermCharacters = 300;

    /// <summary>Lines without indent of their own. Texts are as published: the caller makes them harmless.</summary>
    public IEnumerable<string> Lines(SpfNodeSection root)
    {
        yield return root.Name + Remark(root, root.Lookups);
        var open = new Stack<Branch>();
        Push(open, root, "");
        while (open.TryPop(out var branch))
        {
            var line = branch.Prefix + (branch.IsLast ? "└─ " : "├─ ") + Shorten(branch.Term.Text);
            yield return branch.Term.Node is { } node ? line + Remark(node, 1 + node.Lookups) : line;
            if (branch.Term.Node is { } below) Push(open, below, branch.Prefix + (branch.IsLast ? "   " : "│  "));
        }
    }

    private static string Shorten(string term) => term.Length <= MaxTermCharacters ? term : term[..MaxTermCharacters] + "…";

    private static void Push(Stack<Branch> open, SpfNodeSection node, string prefix)
    {
        for (var at = node.Terms.Count - 1; at >= 0; at--) open.Push(new(node.Terms[at], prefix, IsLast: at == node.Terms.Count - 1));
    }

    /// <param name="cost">Of the term that leads here and all below it, so that the costs below a record add up to its own.</param>
    private string Remark(SpfNodeSection node, int cost)
    {
        var lookups = cost.ToString(CultureInfo.InvariantCulture) + (node.Problem is "limit" or "failed" ? words.Choose(" or more", "回以上") : words.Choose("", "回"));
        var remark = words.Choose($"  [lookups: {lookups}]", $"  [DNS参照{lookups}]");
        return Problem(node) is { } problem ? $"{remark} ! {problem}" : remark;
    }

    private string? Problem(SpfNodeSection node) => node.Problem switch
    {
        null when node.Status is "failed" => words.CouldNotBeChecked,
        "loop" => words.Choose("leads back to itself", "読み込みの途中のレコードに戻ります"),
        "several-records" => words.Choose("has several SPF records", "SPFレコードが複数あります"),
        "syntax-error" => words.Choose("has a syntax error", "書式に誤りがあります"),
        "without-record" => words.Choose("has no SPF record", "SPFレコードがありません"),
        "nonexistent" => words.Choose("does not exist", "この名前は存在しません"),
        "failed" => words.CouldNotBeChecked,
        "limit" => words.Choose("not followed: limit reached", "上限に達したため、ここから先は調べていません"),
        var problem => problem,
    };

    private sealed record Branch(SpfTermSection Term, string Prefix, bool IsLast);
}
