using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>The client's validated names (RFC 7208 section 5.5): those of its PTR records that lead back to its address.</summary>
/// <param name="Answers">To the PTR question and the address questions, in the order asked.</param>
internal sealed record SpfClientNames(ImmutableArray<DnsAnswer> Answers, ImmutableArray<DomainName> Validated)
{
    /// <summary>A failure is no error here: of the PTR question it leaves no name, of an address question it leaves out that name.</summary>
    public static async ValueTask<SpfClientNames> FindAsync(SpfQuestions questions, SpfMacroValues values)
    {
        DomainName.TryFromDns(values.ReverseName, out var reverse);
        var pointers = await questions.AskAsync(reverse!, DnsType.Ptr).ConfigureAwait(false);
        var answers = ImmutableArray.CreateBuilder<DnsAnswer>();
        var validated = ImmutableArray.CreateBuilder<DomainName>();
        answers.Add(pointers);
        foreach (var name in pointers.RecordsOf<DnsRecord.Pointer>().Select(pointer => pointer.Target).Where(name => !name.IsRoot).Take(SpfEvaluator.MaxPtrNames))
        {
            var addresses = await questions.AskAsync(name, values.IsIp6 ? DnsType.Aaaa : DnsType.A).ConfigureAwait(false);
            answers.Add(addresses);
            if (addresses.RecordsOf<DnsRecord.Address>().Any(address => address.Value.Equals(values.Client))) validated.Add(name);
        }

        return new(answers.ToImmutable(), validated.ToImmutable());
    }

    /// <summary>The macro <c>p</c>: the domain itself, else a name below it, else any (RFC 7208 section 7.3).</summary>
    public string For(DomainName domain) =>
        (Validated.FirstOrDefault(name => name == domain) ?? Validated.FirstOrDefault(name => name.IsBelow(domain)) ?? Validated.FirstOrDefault())?.Text ?? "unknown";
}
