#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Simulation
{
    /// <summary>Paths as Windows writes them.</summary>
    public static class Paths
    {
        private static readonly Regex OfRegistry = new Regex(@"^(Microsoft\.PowerShell\.Core\\)?Registry::(HKEY_LOCAL_MACHINE|HKLM)(\\.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        private static readonly Regex Rooted = new Regex(@"^([A-Za-z][A-Za-z0-9]*:|\\\\)", RegexOptions.CultureInvariant);
        private static readonly Regex Upward = new Regex(@"^(.*?)\\[^\\]+\\\.\.(\\.*)?$", RegexOptions.CultureInvariant);

        /// <summary>A whole path, from one that may be written in another way or begins in the system's folder.</summary>
        public static string Full(string path)
        {
            // Most paths are as they should be; this is asked for every file.
            if (path.Length > 3 && path[1] == ':' && path[2] == '\\' && path[^1] != '\\' && !path.Contains('/') && !path.Contains("\\.", StringComparison.Ordinal)) return path;
            var result = path.Replace('/', '\\');
            if (result.StartsWith("Microsoft.PowerShell.Core\\FileSystem::", StringComparison.Ordinal)) result = result.Substring(38);
            var key = OfRegistry.Match(result);
            if (key.Success) result = "HKLM:" + key.Groups[3].Value;
            if (!Rooted.IsMatch(result)) result = "C:\\Windows\\system32\\" + result.TrimStart('\\');
            for (var up = Upward.Match(result); up.Success; up = Upward.Match(result)) result = up.Groups[1].Value + up.Groups[2].Value;
            result = result.Replace("\\.\\", "\\");
            if (result.Length > 3 && result.EndsWith('\\')) result = result.TrimEnd('\\');
            return result.Length == 2 && char.IsAsciiLetter(result[0]) && result[1] == ':' ? result + "\\" : result;
        }

        public static string Parent(string path)
        {
            var cut = path.LastIndexOf('\\');
            if (cut < 0) return "";
            if (cut == 2 && path[1] == ':') return path.Length == 3 ? "" : path.Substring(0, 3);
            return path.Substring(0, cut);
        }

        public static string Leaf(string path) => path.Substring(path.TrimEnd('\\').LastIndexOf('\\') + 1);
    }

    /// <summary>Files and folders in memory, see files.ps1.</summary>
    public static class Files
    {
        /// <summary>Where the nodes of a path are: on this machine, or on the shares.</summary>
        public static Hashtable Store(string path) => path.StartsWith('\\') ? Current.World.Table("shareFiles") : Current.Machine.Table("files");

        /// <summary>What is at a path, or nothing.</summary>
        public static Hashtable? Node(string path) =>
            path.StartsWith("\\\\", StringComparison.Ordinal) && !IsReachable(path) ? null : (Hashtable?)Store(path.StartsWith("\\\\", StringComparison.Ordinal) ? path : "C").Get(path);

        public static void PutFolder(string path)
        {
            var store = Store(path);
            var missing = new Stack<string>();
            for (var current = path; current != "" && !store.ContainsKey(current); current = Paths.Parent(current)) missing.Push(current);
            foreach (var folder in missing) store[folder] = Made(folder, null);
        }

        public static void PutFile(string path, byte[] data)
        {
            var store = Store(path);
            store[path] = Made(store.Get(path) is Hashtable before ? before.Text("path")! : path, data);
        }

        private static Hashtable Made(string path, byte[]? data) =>
            new Hashtable(StringComparer.OrdinalIgnoreCase) { ["path"] = path, ["dir"] = data is null, ["data"] = data, ["time"] = Values.Clock };

        /// <summary>A share is read by the computer's account: it takes a domain, a network and a right.</summary>
        private static bool IsReachable(string path)
        {
            var membership = Current.Machine.Table("domain");
            if (!membership.IsTrue("joined") || membership.IsTrue("restartNeeded") || Network.IsDown()) return false;
            var shares = Current.World.Table("shares");
            foreach (var root in Worlds.Keys(shares))
            {
                if (Values.Same(path, root) || path.StartsWith(root + "\\", StringComparison.OrdinalIgnoreCase)) return !Values.Same(shares.Text(root), "denied");
            }

            return false;
        }
    }

    /// <summary>HKLM in memory, see registry.ps1.</summary>
    public static class Registry
    {
        public static bool Exists(string path) => Current.Machine.Table("registry").ContainsKey(path);

        /// <summary>The data of a value, or nothing.</summary>
        public static object? Value(string path, string name) =>
            Current.Machine.Table("registry").Get(path) is Hashtable key && key.Table("values").Get(name) is Hashtable value ? value["data"] : null;
    }
}
