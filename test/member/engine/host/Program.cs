using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MemberHost
{
    /// <summary>Runs one script file, as `pwsh -File` would, on the PowerShell engine alone.</summary>
    internal static class Program
    {
        private static int Main(string[] arguments)
        {
            if (arguments.Length != 1)
            {
                Console.Error.WriteLine("usage: member-host SCRIPT");
                return 2;
            }

            // CreateDefault also asks for the modules that only a full PowerShell has, and fails without them.
            using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
            runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
            runspace.Open();
            using PowerShell shell = PowerShell.Create(runspace);
            try
            {
                // As text: without the file system's provider the engine finds no script by its path.
                shell.AddScript(File.ReadAllText(arguments[0])).AddArgument(Path.GetDirectoryName(Path.GetFullPath(arguments[0])));
                shell.Invoke();
            }
            catch (RuntimeException failure)
            {
                Console.Error.WriteLine(failure.ErrorRecord.Exception.Message);
                Console.Error.WriteLine(failure.ErrorRecord.ScriptStackTrace);
                return 1;
            }

            return 0;
        }
    }
}
