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
        yield return root.Name + Remark(root);
        var open = new Stack<Branch>();
        Push(open, root, "");
        while (open.TryPop(out var branch))
        {
            var line = branch.Prefix + (branch.IsLast ? "└─ " : "├─ ") + Shorten(branch.Term.Text);
            yield return branch.Term.Node is { } node ? line + Remark(node) : line;
            if (branch.Term.Node is { } below) Push(open, below, branch.Prefix + (branch.IsLast ? "   " : "│  "));
        }
    }

    private static string Shorten(string term) => term.Length <= MaxTermCharacters ? term : term[..MaxTermCharacters] + "…";

    private static void Push(Stack<Branch> open, SpfNodeSection node, string prefix)
    {
        for (var at = node.Terms.Count - 1; at >= 0; at--) open.Push(new(node.Terms[at], prefix, IsLast: at == node.Terms.Count - 1));
    }

    private string Remark(SpfNodeSection node)
    {
        var lookups = node.Lookups.ToString(CultureInfo.InvariantCulture);
        var cost = words.Choose($"  [lookups: {lookups}]", $"  [DNS参照{lookups}回]");
        return Problem(node) is { } problem ? $"{cost} ! {problem}" : cost;
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
