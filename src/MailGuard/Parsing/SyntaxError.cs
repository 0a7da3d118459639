namespace MailGuard.Parsing;

/// <summary>A place where a published text leaves its grammar.</summary>
/// <param name="Offset">Octets from the start of the text.</param>
/// <param name="Found">The text found there, as published.</param>
/// <param name="Problem">What is wrong, in a word or two of English that texts can show beside the place, e.g. <c>unknown mechanism</c>.</param>
public sealed record SyntaxError(int Offset, string Found, string Problem);
