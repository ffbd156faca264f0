#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Simulation
{
    /// <summary>The parts of the end state that there are many of: files, values of the registry, objects of the directory.</summary>
    public static class State
    {
        // A content never changes, so that each is read once.
        private static readonly ConditionalWeakTable<byte[], string> ShownTexts = new ConditionalWeakTable<byte[], string>();
        private static readonly ConditionalWeakTable<byte[], string> PlainTexts = new ConditionalWeakTable<byte[], string>();

        public static string[] Folders(Hashtable machine)
        {
            var folders = new List<string>();
            var files = machine.Table("files");
            foreach (var key in Worlds.Keys(files))
            {
                var node = files.Table(key);
                if (node.IsTrue("dir")) folders.Add(node.Text("path")!);
            }

            return folders.ToArray();
        }

        /// <summary>Texts by path, without logs and what is Windows' own.</summary>
        public static OrderedDictionary Files(Hashtable machine)
        {
            var shown = Worlds.Ordered();
            var files = machine.Table("files");
            foreach (var key in Worlds.Keys(files))
            {
                var node = files.Table(key);
                if (node.IsTrue("dir")) continue;
                var path = node.Text("path")!;
                if (path.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || path.Contains("\\logs\\", StringComparison.OrdinalIgnoreCase)) continue;
                if (path.StartsWith("C:\\Windows\\System32\\", StringComparison.OrdinalIgnoreCase)) continue;
                shown[path] = ShownTexts.GetValue((byte[])node.Get("data")!, Shown);
            }

            return shown;
        }

        public static OrderedDictionary Registry(Hashtable machine)
        {
            var shown = Worlds.Ordered();
            var registry = machine.Table("registry");
            foreach (var key in Worlds.Keys(registry))
            {
                var values = Worlds.Ordered();
                var own = registry.Table(key).Table("values");
                foreach (var name in Worlds.Keys(own))
                {
                    var value = own.Table(name);
                    var one = Worlds.Ordered();
                    one["type"] = value["type"];
                    one["data"] = value.Get("data") is byte[] bytes ? Convert.ToHexString(bytes) : value["data"];
                    values[value.Text("name")!] = one;
                }

                shown[registry.Table(key).Text("path")!] = values;
            }

            return shown;
        }

        /// <summary>By domain and distinguished name. Replication is over, so that both domain controllers know the same.</summary>
        public static OrderedDictionary Domains(Hashtable forest)
        {
            var all = forest.Table("domains");
            foreach (var domain in Directory.Domains())
            {
                foreach (var change in (List<object>)domain.Get("pending")!) ((Hashtable)Values.Bare(change)!)["due"] = 0L;
                Directory.View(domain, "dc1");
            }

            var shown = Worlds.Ordered();
            foreach (var name in Worlds.Keys(all)) shown[all.Table(name).Text("name")!] = Domain(all.Table(name));
            return shown;
        }

        /// <summary>Texts in their order, without what is nothing.</summary>
        public static string[] InOrder(object? values)
        {
            var texts = new List<string>();
            foreach (var value in Values.Each(values))
            {
                if (value is not null) texts.Add(Values.TextOf(value)!);
            }

            texts.Sort(StringComparer.OrdinalIgnoreCase);
            return texts.ToArray();
        }

        /// <summary>The places on the machines' disks and in their registries, logs included, where any of the texts is.</summary>
        public static OrderedDictionary[] Traces(Hashtable world, string[] texts)
        {
            var found = new List<OrderedDictionary>();
            foreach (var machine in world.Table("machines").Values)
            {
                foreach (var (place, text) in Places((Hashtable)Values.Bare(machine)!))
                {
                    foreach (var one in texts)
                    {
                        if (!text.Contains(one, StringComparison.Ordinal)) continue;
                        var trace = Worlds.Ordered();
                        trace["text"] = one;
                        trace["where"] = ((Hashtable)Values.Bare(machine)!).Text("name") + " " + place;
                        found.Add(trace);
                    }
                }
            }

            return found.ToArray();
        }

        private static IEnumerable<(string Place, string Text)> Places(Hashtable machine)
        {
            foreach (var value in machine.Table("files").Values)
            {
                var node = (Hashtable)Values.Bare(value)!;
                if (!node.IsTrue("dir")) yield return (node.Text("path")!, PlainTexts.GetValue((byte[])node.Get("data")!, Encoding.Latin1.GetString));
            }

            foreach (var value in machine.Table("registry").Values)
            {
                var key = (Hashtable)Values.Bare(value)!;
                foreach (var one in key.Table("values").Values)
                {
                    var entry = (Hashtable)Values.Bare(one)!;
                    yield return (key.Text("path") + " " + entry.Text("name"), Joined(entry["data"]));
                }
            }

            var acl = machine.Table("acl");
            foreach (var path in Worlds.Keys(acl)) yield return ("ACL of " + path, Joined(acl[path]));
            foreach (var process in machine.Table("processes").Values) yield return ("command line", ((Hashtable)Values.Bare(process)!).Text("commandLine") ?? "");
        }

        private static string Joined(object? data)
        {
            if (Values.Bare(data) is byte[] bytes) return Encoding.Latin1.GetString(bytes);
            var lines = new List<string>();
            foreach (var line in Values.Each(data)) lines.Add(Values.TextOf(line) ?? "");
            return string.Join("\n", lines);
        }

        /// <summary>A file's text, its mark included, or what tells a binary one from others.</summary>
        private static string Shown(byte[] bytes)
        {
            var isMarked = bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF;
            var isWide = bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE;
            var text = isWide ? Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2) : Encoding.UTF8.GetString(bytes);
            if (bytes.Length > 200000 || text.Contains('\0')) return "sha256 " + Convert.ToHexString(SHA256.HashData(bytes));
            return isMarked && text[0] != '\uFEFF' ? '\uFEFF' + text : text;
        }

        private static OrderedDictionary Domain(Hashtable domain)
        {
            var shown = Worlds.Ordered();
            var view = Directory.View(domain, "dc1");
            foreach (var dn in Worlds.Keys(view))
            {
                var one = view.Table(dn);
                var attributes = one.Table("attributes");
                if (one.IsTrue("builtIn") && !attributes.ContainsKey("member")) continue;
                var flags = Values.Number(attributes["userAccountControl"]);
                var state = Worlds.Ordered();
                state["class"] = one["class"];
                state["sam"] = attributes["sAMAccountName"];
                state["enabled"] = (flags & 2) == 0;
                state["description"] = attributes["description"];
                state["spns"] = InOrder(attributes["servicePrincipalName"]);
                state["members"] = Named(domain, attributes["member"]);
                state["allowedToDelegateTo"] = InOrder(attributes["msDS-AllowedToDelegateTo"]);
                state["trustedToAuth"] = (flags & 0x1000000) != 0;
                state["trustedFor"] = (flags & 0x80000) != 0;
                state["delegatesHere"] = Named(domain, attributes["msDS-AllowedToActOnBehalfOfOtherIdentity"]);
                state["mayRetrieve"] = Named(domain, attributes["msDS-GroupMSAMembership"]);
                state["encryptionTypes"] = attributes["msDS-SupportedEncryptionTypes"];
                shown[one.Text("dn")!] = state;
            }

            return shown;
        }

        private static string[] Named(Hashtable domain, object? values)
        {
            var names = new List<string>();
            foreach (var value in Values.Each(values))
            {
                if (value is not null) names.Add(Name(domain, Values.TextOf(value)!));
            }

            return InOrder(names);
        }

        /// <summary>The sAMAccountName of a DN or SID, with its domain's name where that is another one.</summary>
        private static string Name(Hashtable domain, string value)
        {
            foreach (var one in Directory.Everyone(null))
            {
                if (!Values.Same(one.Text("dn"), value) && !Values.Same(one.Text("sid"), value)) continue;
                var name = one.Table("attributes").Text("sAMAccountName") ?? "";
                if (one.Text("sid")!.StartsWith("S-1-5-32-", StringComparison.Ordinal) || Values.Same(one.Text("domain"), domain.Text("name"))) return name;
                return Directory.Domain(one.Text("domain"))!.Text("netbios") + "\\" + name;
            }

            return value;
        }
    }
}
