using MailGuard.Findings;
using MailGuard.Portfolio;
using MailGuard.Results;

namespace MailGuard.Rendering.Html;

/// <summary>A state by colour, shape and word. The colour is the stylesheet's, by the name of the class.</summary>
/// <param name="Style">Class of the stylesheet: a severity, <c>ok</c> or <c>unknown</c>.</param>
/// <param name="Shape">One sign, readable without colour.</param>
internal sealed record StateMark(string Style, string Shape, string Word)
{
    private const string Ok = "ok";
    private const string Unknown = "unknown";

    public static StateMark OfSeverity(string severity, ReportWords words) => With(StyleOf(severity), words.Severity(severity));

    public static StateMark OfSeverity(Severity severity, ReportWords words) => OfSeverity(SchemaWords.Of(severity), words);

    /// <summary>Findings that only say what could not be checked look like what could not be checked.</summary>
    public static StateMark OfFinding(FindingEntry finding, ReportWords words) =>
        finding.IsDetermined() ? OfSeverity(finding.Severity, words) : Undetermined(words);

    public static StateMark OfSpoofable(string? spoofable, ReportWords words) =>
        With(StyleOfSpoofable(spoofable), words.Spoofable(Known(spoofable)));

    public static StateMark OfStage(string? stage, ReportWords words) => With(StyleOfStage(stage), words.Stage(Known(stage)));

    public static StateMark OfProfile(string result, ReportWords words) =>
        With(result switch { "pass" => Ok, "fail" => "high", _ => Unknown }, words.ProfileResult(result));

    public static StateMark Undetermined(ReportWords words) => With(Unknown, words.Undetermined);

    public static StateMark NothingFound(string word) => With(Ok, word);

    public Markup Draw() => Markup.Of($"""<span class="state {Style}"><i aria-hidden="true">{Shape}</i>{Word}</span>""");

    private static StateMark With(string style, string word) =>
        new(style, style is Ok ? ReportWords.NothingFoundIcon : ReportWords.Icon(style is Unknown ? null : style), word);

    /// <summary>Counts name what is undetermined, audits leave it null.</summary>
    private static string? Known(string? word) => word is PortfolioSummary.Undetermined ? null : word;

    private static string StyleOf(string severity) =>
        severity is "critical" or "high" or "medium" or "low" or "info" ? severity : Unknown;

    private static string StyleOfSpoofable(string? spoofable) => spoofable switch
    {
        "yes" => "critical",
        "partly" => "medium",
        "no" => Ok,
        _ => Unknown,
    };

    private static string StyleOfStage(string? stage) => stage switch
    {
        "none" => "critical",
        "monitoring" => "high",
        "quarantine" => "medium",
        "reject" or "parked" => Ok,
        _ => Unknown,
    };
}
