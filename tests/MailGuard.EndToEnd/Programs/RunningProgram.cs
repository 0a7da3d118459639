using System.Diagnostics;
using System.Text;

namespace MailGuard.EndToEnd.Programs;

/// <summary>A child process with its output collected. Disposing kills it.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly Task readErrors;

    private RunningProgram(Process process)
    {
        this.process = process;
        readErrors = CollectErrorsAsync();
    }

    public bool HasExited => process.HasExited;

    /// <summary>Standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (errors) return errors.ToString();
        }
    }

    public static RunningProgram Start(string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process);
    }

    public Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();

    /// <summary>Reads standard output up to a line that begins so; false when there is none.</summary>
    public async Task<bool> HasWrittenAsync(string start, CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Standard output to its end, once the program has ended by itself.</summary>
    public async Task<ProgramResult> FinishAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            await readErrors;
            return new(process.ExitCode, output, Errors);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{CommandLine} ran longer than {limit}.\n{Errors}");
        }
    }

    /// <summary>Closes its output as <c>head</c> does when it has seen enough, and waits for the program to end by itself.</summary>
    public async Task<ProgramResult> CloseOutputAsync(TimeSpan limit)
    {
        process.StandardOutput.Close();
        await process.WaitForExitAsync().WaitAsync(limit);
        await readErrors;
        return new(process.ExitCode, "", Errors);
    }

    /// <summary>Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it as <c>kill -9</c> does: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        await readErrors;
        process.Dispose();
    }

    private string CommandLine => string.Join(' ', process.StartInfo.ArgumentList.Prepend(process.StartInfo.FileName));

    private async Task CollectErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (errors) errors.Append(line).Append('\n');
        }
    }
}

internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
