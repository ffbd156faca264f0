#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;

namespace Simulation
{
    /// <summary>Copies of worlds, and tables in order.</summary>
    public static class Worlds
    {
        /// <summary>A copy that shares nothing that changes. File nodes and objects of the directory never change and are shared.</summary>
        public static object? Clone(object? value)
        {
            switch (Values.Bare(value))
            {
                case Hashtable table:
                    var copy = (Hashtable)table.Clone();
                    foreach (DictionaryEntry entry in table)
                    {
                        var child = Values.Bare(entry.Value);
                        if (child is Hashtable nodes && entry.Key is string name && IsOfNodes(name)) copy[name] = nodes.Clone();
                        else if (child is Hashtable || (child is IList && child is not byte[])) copy[entry.Key] = Clone(child);
                    }

                    return copy;
                case List<string> texts: return new List<string>(texts);
                case List<object> items:
                    var list = new List<object>(items.Count);
                    foreach (var item in items) list.Add(Clone(item)!);
                    return list;
                case byte[] bytes: return bytes;
                case Array array:
                    var clone = (Array)array.Clone();
                    if (clone is object?[] several)
                    {
                        for (var index = 0; index < several.Length; index++) several[index] = Clone(several[index]);
                    }

                    return clone;
                case ArrayList more: return more.Clone();
                default: return value;
            }
        }

        /// <summary>The keys of a table in their order.</summary>
        public static string[] Keys(IDictionary table)
        {
            var keys = new string[table.Count];
            var at = 0;
            foreach (var key in table.Keys) keys[at++] = Values.TextOf(key)!;
            Array.Sort(keys, StringComparer.OrdinalIgnoreCase);
            return keys;
        }

        /// <summary>A table in the order of its keys.</summary>
        public static OrderedDictionary Sorted(IDictionary table)
        {
            var sorted = Ordered();
            foreach (var key in Keys(table)) sorted[key] = table[key];
            return sorted;
        }

        internal static OrderedDictionary Ordered() => new OrderedDictionary(StringComparer.OrdinalIgnoreCase);

        private static bool IsOfNodes(string name) => name is "files" or "shareFiles" or "downloads" or "objects";
    }
}
