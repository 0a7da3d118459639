using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MailGuard.Cli.Terminal;
using MailGuard.Dns;
using MailGuard.Findings;
using MailGuard.Names;

namespace MailGuard.Cli.Input;

/// <summary>The zones named by <c>--zone</c>.</summary>
/// <param name="Sha256">Of the names and octets of all files.</param>
internal sealed record ZoneFiles(ImmutableArray<Zone> Zones, string Sha256)
{
    private const string Extension = ".zone";

    /// <summary>Every regular file of a folder, in name order, and every file named.</summary>
    /// <exception cref="CommandFailure">A file cannot be read, or has mistakes: each is named with its line.</exception>
    public static ZoneFiles Read(IEnumerable<string> paths, Language language)
    {
        var zones = ImmutableArray.CreateBuilder<Zone>();
        var errors = new List<ZoneFileError>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths.SelectMany(path => FilesOf(path, language)))
        {
            var octets = Octets(path, language);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)}\0{octets.Length}\0"));
            hash.AppendData(octets);
            var file = ZoneFile.Parse(Encoding.Latin1.GetString(octets), path, OriginOf(path, language));
            zones.AddRange(file.Zones);
            errors.AddRange(file.Errors);
        }

        if (errors.Count > 0) throw new CommandFailure(string.Join('\n', errors));
        return new(zones.ToImmutable(), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string[] FilesOf(string path, Language language)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Directory.GetFiles(path).Order(StringComparer.Ordinal).ToArray();
        return files is [_, ..] ? files : throw new CommandFailure(language.Of(
            $"{path}: the folder holds no zone file; name the folder with the files themselves",
            $"{path}：ゾーンファイルがありません。ファイルが入っているフォルダーを指定してください"));
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

    /// <summary>In force until the first <c>$ORIGIN</c>: the file's name less <c>.zone</c>.</summary>
    private static DomainName OriginOf(string path, Language language)
    {
        var name = Path.GetFileName(path);
        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) name = name[..^Extension.Length];
        return DomainName.TryParse(name, out var origin) ? origin : throw new CommandFailure(language.Of(
            $"{path}: the file's name gives no origin; call it after its zone, such as hospital.example.zone",
            $"{path}：ファイル名からゾーンの名前が分かりません。hospital.example.zone のような名前にしてください"));
    }
}
