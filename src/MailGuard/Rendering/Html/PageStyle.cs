using System.Security.Cryptography;
using System.Text;

namespace MailGuard.Rendering.Html;

/// <summary>The one stylesheet and the one script of all pages, and the policy that lets nothing else in.</summary>
/// <param name="RunningFoot">Printed at the foot of every sheet.</param>
internal sealed record PageStyle(string RunningFoot)
{
    private static readonly string CommonCss = Read("page.css");

    public static string Script { get; } = Read("page.js");

    public string Css => CommonCss + $$"""@page { @bottom-left { content: "{{CssString(RunningFoot)}}"; } }""" + "\n";

    public string ContentSecurityPolicy =>
        $"default-src 'none'; img-src data:; style-src '{Hash(Css)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Everything but letters and digits as CSS escapes, so that no text can leave its string, nor the style element.</summary>
    private static string CssString(string text)
    {
        var css = new StringBuilder();
        foreach (var rune in PlainText.Of(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) css.Append(rune.ToString());
            else css.Append('\\').Append(rune.Value.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
        }

        return css.ToString();
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PageStyle).Assembly.GetManifestResourceStream(resource)!);
        // A browser hashes what its parser gives, and the parser turns every line end into a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
