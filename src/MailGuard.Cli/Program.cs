using System.Runtime.InteropServices;
using MailGuard.Cli;
using MailGuard.Cli.Terminal;

using var cancellation = new CancellationTokenSource();

// The first signal asks the run to end and report what it has; the second is left to the system, which ends the process at once.
void End(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
return await CommandLine.RunAsync(args, Shell.OfProcess(), cancellation.Token).ConfigureAwait(false);
