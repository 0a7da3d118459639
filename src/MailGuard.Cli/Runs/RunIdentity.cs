using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailGuard.Cli.Runs;

/// <summary>Everything that changes a run's results, and nothing else: two runs with the same identity print the same.</summary>
/// <param name="Version">Of the program: another one may judge otherwise.</param>
/// <param name="Domains">Hash of the DOMAIN arguments and of what options say of them.</param>
/// <param name="List">Hash of the member list's octets; null without one.</param>
/// <param name="Dns">Where answers come from; for files a hash of their octets.</param>
/// <param name="Settings">Hash of the settings file; null without one.</param>
/// <param name="Samples">Hash of what was read of samples; null without any.</param>
internal sealed record RunIdentity(
    string Version,
    string Domains,
    string? List,
    string Dns,
    bool AssumeEmptyBelowNxDomain,
    string Language,
    string? Settings,
    string? Samples = null)
{
    /// <summary>What records point to is fetched.</summary>
    public bool Probe { get; init; }

    /// <summary>Hash of the earlier result's octets; null without one.</summary>
    public string? Previous { get; init; }

    [JsonIgnore]
    public string Sha256 => HashOf([JsonSerializer.Serialize(this, JournalJson.Default.RunIdentity)]);

    /// <summary>The words as one hash; where one word ends and the next begins counts.</summary>
    public static string HashOf(IEnumerable<string> words)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var word in words) hash.AppendData(Encoding.UTF8.GetBytes($"{word.Length}:{word}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The first line of a journal.</summary>
/// <param name="AsOf">The run's clock; a resumed run goes on with it.</param>
/// <param name="Run">The identity as one hash.</param>
/// <param name="Inputs">The identity, to say what differs.</param>
internal sealed record JournalHeader(string Schema, DateTimeOffset AsOf, string Run, RunIdentity Inputs)
{
    public const string CurrentSchema = "mailguard/journal/1";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JournalHeader))]
[JsonSerializable(typeof(RunIdentity))]
internal sealed partial class JournalJson : JsonSerializerContext;
