using System.Collections.Immutable;
using MailGuard.Dns;
using MailGuard.Names;

namespace MailGuard.Spf;

/// <summary>Reads a domain's SPF record and all it leads to. Asks level by level, so that questions of one level wait together
/// and a bound cuts the same branches in every run.</summary>
/// <param name="dns">Keeps the bound on questions: what it refuses is drawn as not followed.</param>
internal sealed class SpfTreeWalker(IDnsResolver dns)
{
    /// <summary>Terms after which no further record is drawn; flattened records list some hundreds of addresses. Names reached again
    /// cost no question, so a few names that include each other ten times over would otherwise grow without end.</summary>
    private const int MaxTerms = 2_000;

    public async Task<SpfTree> WalkAsync(DomainName domain, CancellationToken cancellationToken)
    {
        var root = new Draft(domain, null);
        var terms = 0;
        var records = new Dictionary<DomainName, ImmutableArray<SpfRecord>>();
        for (List<Draft> level = [root]; level.Count > 0;)
        {
            await Task.WhenAll(level.Select(draft => draft.ReadAsync(dns, cancellationToken))).ConfigureAwait(false);
            foreach (var draft in level) draft.Branch(domain, records, ref terms);
            await Task.WhenAll(level.SelectMany(draft => draft.Hosts).Select(host => host.AskAsync(dns, cancellationToken))).ConfigureAwait(false);
            level = [.. level.SelectMany(draft => draft.Targets)];
        }

        return new(domain, root.Finish());
    }

    /// <summary>A node being read.</summary>
    private sealed class Draft(DomainName? name, Draft? parent)
    {
        private readonly List<(SpfTerm Term, Draft? Target, HostDraft? Host)> branches = [];
        private DnsAnswer? answer;
        private ImmutableArray<SpfRecord> records = [];

        /// <summary>Set in place of <c>name</c> when the expanded text is no name.</summary>
        public string? InvalidName { get; init; }

        public bool IsBeyondLimit { get; set; }

        public IEnumerable<Draft> Targets => branches.Where(branch => branch.Target is not null).Select(branch => branch.Target!);

        public IEnumerable<HostDraft> Hosts => branches.Where(branch => branch.Host is not null).Select(branch => branch.Host!);

        private bool IsLoop => Ancestors.Any(ancestor => ancestor.Name == name);

        private DomainName? Name => name;

        private IEnumerable<Draft> Ancestors
        {
            get
            {
                for (var ancestor = parent; ancestor is not null; ancestor = ancestor.Parent) yield return ancestor;
            }
        }

        private Draft? Parent => parent;

        public async Task ReadAsync(IDnsResolver dns, CancellationToken cancellationToken)
        {
            if (name is null || IsBeyondLimit || IsLoop) return;
            answer = await dns.ResolveAsync(name, DnsType.Txt, cancellationToken).ConfigureAwait(false);
        }

        /// <param name="known">The records of each name, parsed once however often it is reached.</param>
        public void Branch(DomainName sender, Dictionary<DomainName, ImmutableArray<SpfRecord>> known, ref int count)
        {
            IsBeyondLimit |= count > MaxTerms;
            if (answer is null || IsBeyondLimit) return;
            if (!known.TryGetValue(answer.Name, out records)) known.Add(answer.Name, records = ParsedRecords(answer));
            if (records.Length != 1) return;
            foreach (var term in records[0].EvaluatedTerms)
            {
                var isBeyondLimit = ++count > MaxTerms;
                branches.Add((term, TargetOf(term, sender, isBeyondLimit), HostOf(term, sender, isBeyondLimit)));
            }
        }

        /// <summary>Recursion ends: every level cost a question or ended in a loop, and both are bounded.</summary>
        public SpfNode Finish() => new(
            name?.Text ?? InvalidName ?? "",
            answer,
            records,
            Problem(),
            [.. branches.Select(branch => new SpfBranch(branch.Term, branch.Target?.Finish(), branch.Host?.Finish()))]);

        private SpfNodeProblem? Problem()
        {
            if (name is null) return SpfNodeProblem.InvalidName;
            if (IsBeyondLimit || answer?.Failure is DnsFailure.LimitReached) return SpfNodeProblem.LimitReached;
            if (answer is null) return SpfNodeProblem.Loop;
            if (answer.IsFailed) return SpfNodeProblem.Failed;
            if (records.Length > 1) return SpfNodeProblem.SeveralRecords;
            if (records.Length == 1) return records[0].IsValid ? null : SpfNodeProblem.SyntaxError;
            return answer.Status is DnsStatus.NoSuchName ? SpfNodeProblem.Nonexistent : SpfNodeProblem.WithoutRecord;
        }

        private Draft? TargetOf(SpfTerm term, DomainName sender, bool isBeyondLimit)
        {
            var isTarget = term is SpfTerm.Redirect or SpfTerm.Directive { Mechanism: SpfMechanism.Include };
            if (!isTarget || Expanded(term, sender) is not { } text) return null;
            return TryName(text, out var target)
                ? new(target, this) { IsBeyondLimit = isBeyondLimit }
                : new(null, this) { InvalidName = text };
        }

        private static ImmutableArray<SpfRecord> ParsedRecords(DnsAnswer answer) =>
            [.. answer.RecordsOf<DnsRecord.Txt>().Select(txt => SpfRecordParser.Parse(txt.Text)).OfType<SpfRecord>()];

        private HostDraft? HostOf(SpfTerm term, DomainName sender, bool isBeyondLimit)
        {
            var mechanism = (term as SpfTerm.Directive)?.Mechanism;
            if (mechanism is not (SpfMechanism.A or SpfMechanism.Mx or SpfMechanism.Exists) || Expanded(term, sender) is not { } text) return null;
            return new(text, TryName(text, out var host) ? host : null, mechanism) { IsBeyondLimit = isBeyondLimit };
        }

        /// <summary>Null when the name depends on a message. <c>d</c> is the domain of this record, <c>o</c> the sender's (RFC 7208 section 7.2).</summary>
        private string? Expanded(SpfTerm term, DomainName sender)
        {
            if (term.DomainSpec is not { } spec) return name!.Text;
            return spec.DependsOnMessage ? null : spec.Expand(letter => letter == 'o' ? sender.Text : name!.Text);
        }

        private static bool TryName(string text, out DomainName? name) => SpfNames.TryRead(text, out name);
    }

    /// <summary>An a, mx or exists question being asked.</summary>
    private sealed class HostDraft(string text, DomainName? name, SpfMechanism mechanism)
    {
        private ImmutableArray<DnsAnswer> answers = [];

        public bool IsBeyondLimit { get; init; }

        public async Task AskAsync(IDnsResolver dns, CancellationToken cancellationToken)
        {
            if (name is null) return;
            var type = mechanism is SpfMechanism.Mx ? DnsType.Mx : DnsType.A;
            var first = IsBeyondLimit
                ? DnsAnswer.Failed(name, type, DnsFailure.LimitReached)
                : await dns.ResolveAsync(name, type, cancellationToken).ConfigureAwait(false);
            answers = [first];
            if (mechanism is SpfMechanism.A && first.Status is DnsStatus.NoData)
                answers = [first, await dns.ResolveAsync(name, DnsType.Aaaa, cancellationToken).ConfigureAwait(false)];
        }

        public SpfHostQuestion Finish() => new(text, answers);
    }
}
