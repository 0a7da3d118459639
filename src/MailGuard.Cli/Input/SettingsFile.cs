using System.Security.Cryptography;
using System.Text;
using MailGuard.Cli.Terminal;
using MailGuard.Findings;

namespace MailGuard.Cli.Input;

/// <summary>The file named by <c>--settings</c>.</summary>
/// <param name="Sha256">Of its octets; null without a file.</param>
internal sealed record SettingsFile(RuleSettings Settings, string? Sha256)
{
    /// <exception cref="CommandFailure">The file cannot be read, or has mistakes: all of them are named, a line each.</exception>
    public static SettingsFile Read(string? path, Language language)
    {
        if (path is null) return new(RuleSettings.Default, null);
        var octets = Octets(path, language);
        var file = RuleSettings.Read(
            new StreamReader(new MemoryStream(octets), Encoding.UTF8),
            [.. RuleCatalog.All.Select(rule => rule.Id)]);
        if (!file.Errors.IsEmpty)
            throw new CommandFailure(string.Join('\n', file.Errors.Select(error => $"{path}:{error.Line}: {error.In(language)}")));
        return new(file.Settings, Convert.ToHexStringLower(SHA256.HashData(octets)));
    }

    private static byte[] Octets(string path, Language language)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Reading(path, problem, language);
        }
    }
}
