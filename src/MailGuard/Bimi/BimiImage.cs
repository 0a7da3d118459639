using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace MailGuard.Bimi;

/// <summary>What keeps an image from being shown (SVG Tiny PS draft, section 2; BIMI guidance on size).</summary>
public enum BimiImageProblem
{
    TooLarge,

    /// <summary>No well-formed XML, or with a document type.</summary>
    NotXml,
    NotSvg,
    WrongProfile,
    WrongVersion,
    NoTitle,

    /// <summary>Scripts or event handlers.</summary>
    Script,
    Animation,

    /// <summary>Raster images, other documents, or links to anything outside the file.</summary>
    ExternalReference,
}

/// <summary>The outline of an image: whether it declares the profile BIMI asks for and leaves out what the profile forbids. Shapes are not looked at.</summary>
internal static class BimiImage
{
    public const int MaxOctets = 32 * 1024;

    private const string Namespace = "http://www.w3.org/2000/svg";

    private static readonly string[] Scripts = ["script", "handler", "listener"];
    private static readonly string[] Animations = ["animate", "animateColor", "animateMotion", "animateTransform", "set", "mpath", "animation", "discard"];
    private static readonly string[] Foreign = ["image", "video", "audio", "foreignObject"];

    /// <param name="octets">One char an octet; compressed images (SVGZ) are unpacked first.</param>
    public static ImmutableArray<BimiImageProblem> ProblemsOf(string octets)
    {
        if (Unpacked(octets) is not { } svg) return [BimiImageProblem.NotXml];
        if (svg.Length > MaxOctets) return [BimiImageProblem.TooLarge];
        try
        {
            using var stream = new MemoryStream(svg);
            using var xml = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxOctets });
            return [.. Read(xml).Distinct().Order()];
        }
        catch (XmlException)
        {
            return [BimiImageProblem.NotXml];
        }
    }

    /// <summary>Null when it is packed and cannot be unpacked; one octet more than allowed when there are more.</summary>
    private static byte[]? Unpacked(string octets)
    {
        var bytes = Encoding.Latin1.GetBytes(octets);
        if (bytes is not [0x1f, 0x8b, ..]) return bytes;
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var unpacked = new byte[MaxOctets + 1];
            return unpacked[..packed.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static List<BimiImageProblem> Read(XmlReader xml)
    {
        var problems = new List<BimiImageProblem>();
        var hasTitle = false;
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.ProcessingInstruction || (HasText(xml) && LoadsByStyle(xml.Value))) problems.Add(BimiImageProblem.ExternalReference);
            if (xml.NodeType is not XmlNodeType.Element) continue;
            if (xml.Depth == 0) problems.AddRange(OfRoot(xml));
            hasTitle |= xml is { Depth: 1, LocalName: "title", NamespaceURI: Namespace, IsEmptyElement: false };
            problems.AddRange(OfElement(xml.LocalName));
            while (xml.MoveToNextAttribute()) problems.AddRange(OfAttribute(xml.LocalName, xml.Prefix, xml.Value));
        }

        if (!hasTitle) problems.Add(BimiImageProblem.NoTitle);
        return problems;
    }

    private static bool HasText(XmlReader xml) => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA;

    /// <summary>Text of a style sheet; a title that says so is none, and no title does.</summary>
    private static bool LoadsByStyle(string text) => text.Contains("@import", StringComparison.OrdinalIgnoreCase) || RefersOutside(text);

    private static IEnumerable<BimiImageProblem> OfRoot(XmlReader root)
    {
        if (root.LocalName != "svg" || root.NamespaceURI != Namespace) yield return BimiImageProblem.NotSvg;
        if (root.GetAttribute("baseProfile") != "tiny-ps") yield return BimiImageProblem.WrongProfile;
        if (root.GetAttribute("version") != "1.2") yield return BimiImageProblem.WrongVersion;
    }

    private static IEnumerable<BimiImageProblem> OfElement(string name)
    {
        if (Scripts.Contains(name)) yield return BimiImageProblem.Script;
        if (Animations.Contains(name)) yield return BimiImageProblem.Animation;
        if (Foreign.Contains(name)) yield return BimiImageProblem.ExternalReference;
    }

    private static IEnumerable<BimiImageProblem> OfAttribute(string name, string prefix, string value)
    {
        if (prefix is "xmlns") yield break;
        if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) yield return BimiImageProblem.Script;
        var isReference = name is "href" && !value.StartsWith('#');
        if (isReference || RefersOutside(value)) yield return BimiImageProblem.ExternalReference;
    }

    /// <summary><c>url(#here)</c> is within the file.</summary>
    private static bool RefersOutside(string value)
    {
        const string begins = "url(";
        for (var at = value.IndexOf(begins, StringComparison.OrdinalIgnoreCase); at >= 0; at = value.IndexOf(begins, at + 1, StringComparison.OrdinalIgnoreCase))
            if (!value.AsSpan(at + begins.Length).TrimStart(" '\"").StartsWith("#")) return true;
        return false;
    }
}
