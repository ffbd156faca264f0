#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;

namespace Simulation
{
    /// <summary>The forest's domains and their objects, see active-directory.ps1 for what they are made of.</summary>
    public static class Directory
    {
        /// <summary>A domain by its DNS or NetBIOS name, or nothing.</summary>
        public static Hashtable? Domain(string? name)
        {
            foreach (var domain in Domains())
            {
                if (Values.Same(name, domain.Text("name")) || Values.Same(name, domain.Text("netbios"))) return domain;
            }

            return null;
        }

        /// <summary>The domain that a host's name is in, or nothing.</summary>
        public static Hashtable? DomainOf(string host)
        {
            Hashtable? found = null;
            foreach (var domain in Domains())
            {
                var name = domain.Text("name")!;
                if (!Values.Same(host, name) && !host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)) continue;
                if (found is null || name.Length > found.Text("name")!.Length) found = domain;
            }

            return found;
        }

        /// <summary>The domain that this machine belongs to since its last start: a join counts from the restart on.</summary>
        public static Hashtable? Home()
        {
            var membership = Current.Machine.Table("domain");
            return membership.IsTrue("joined") && !membership.IsTrue("restartNeeded") ? Domain(membership.Text("name")) : null;
        }

        /// <summary>Whether this machine reaches its domain.</summary>
        public static bool IsUp()
        {
            var domain = Home();
            return domain is not null && !Network.IsDown() && Network.Passed(Current.Machine.Table("domain")["reachableAfter"]) && !IsBlocked(domain);
        }

        /// <summary>Whether the domain knows this computer: it has an account there, and both have the same password for it.</summary>
        public static bool IsTrusted()
        {
            var domain = Home();
            if (domain is null || Current.Machine.Table("domain").IsTrue("trustBroken")) return false;
            var sam = Current.Machine.Text("name") + "$";
            return BySam(domain, "dc2", sam) is not null || BySam(domain, "dc1", sam) is not null;
        }

        public static bool HasWebServices(Hashtable domain, string dc)
        {
            var name = dc + "." + domain.Text("name");
            return !IsBlocked(domain) && !Network.IsUnknown(name) && !Network.IsBlocked(name, 9389);
        }

        /// <summary>
        /// The domain controller that a command works with: a table with domain, dc and catalogue, or with the refusal: nobody
        /// found, server not found, clock, or credentials.
        /// </summary>
        public static Hashtable At(string server)
        {
            var down = Refusal(server == "" ? "nobody" : "server");
            if (!IsUp() || Network.NamesAreDown()) return down;
            var domain = Home();
            var choice = new[] { "dc2", "dc1" };
            var parts = server.Split(':');
            if (server != "")
            {
                var named = Domain(parts[0]);
                if (named is not null) domain = named;
                else
                {
                    var dot = parts[0].IndexOf('.');
                    var first = (dot < 0 ? parts[0] : parts[0].Substring(0, dot)).ToLowerInvariant();
                    if ((first != "dc1" && first != "dc2") || dot == parts[0].Length - 1) return down;
                    choice = new[] { first };
                    if (dot > 0) domain = Domain(parts[0].Substring(dot + 1));
                }
            }

            if (domain is null) return down;
            foreach (var dc in choice)
            {
                if (!HasWebServices(domain, dc)) continue;
                if (Math.Abs(Convert.ToDouble(Network.ClockOffset())) > 300) return Refusal("clock");
                if (!IsTrusted()) return Refusal("credentials");
                return new Hashtable(StringComparer.OrdinalIgnoreCase) { ["domain"] = domain, ["dc"] = dc, ["catalogue"] = parts.Length > 1 && parts[1] == "3268" };
            }

            return down;
        }

        /// <summary>The objects by distinguished name, as a domain controller has them now.</summary>
        public static Hashtable View(Hashtable domain, string dc)
        {
            var pending = (List<object>)Values.Bare(domain["pending"])!;
            while (pending.Count > 0)
            {
                var change = (Hashtable)Values.Bare(pending[0])!;
                if (Values.Time(Values.Bare(change["due"])) > Values.Clock) break;
                pending.RemoveAt(0);
                Apply(Objects(domain, change.Text("to")!), change.Table("op"));
            }

            return Objects(domain, dc);
        }

        /// <summary>Does a change on a domain controller, see SimDirectoryChange.</summary>
        public static void Apply(Hashtable objects, Hashtable change)
        {
            var how = change.Text("how");
            var dn = change.Text("dn")!;
            if (how == "put")
            {
                objects[dn] = Values.Bare(change["object"]);
                return;
            }

            if (objects.Get(dn) is not Hashtable before) return;
            var after = (Hashtable)before.Clone();
            var attributes = (Hashtable)before.Table("attributes").Clone();
            after["attributes"] = attributes;
            var name = change.Text("name")!;
            var value = how == "set" ? Values.Bare(change["value"]) : Changed(how == "add", attributes[name], change["value"]);
            if (value is null || (value is Array list && list.Length == 0)) attributes.Remove(name);
            else attributes[name] = value;
            objects[dn] = after;
        }

        /// <summary>All objects of the forest. Of another domain than that of a command, what all of its domain controllers know.</summary>
        public static List<Hashtable> Everyone(Hashtable? at)
        {
            var all = new List<Hashtable>();
            var own = at?.Table("domain").Text("name");
            foreach (var domain in Domains())
            {
                var dc = at is not null && Values.Same(domain.Text("name"), own) ? at.Text("dc")! : "dc2";
                foreach (var one in View(domain, dc).Values) all.Add((Hashtable)Values.Bare(one)!);
            }

            return all;
        }

        public static Hashtable? BySid(Hashtable? at, string sid)
        {
            foreach (var one in Everyone(at))
            {
                if (one["sid"] is not null && Values.Same(one.Text("sid"), sid)) return one;
            }

            return null;
        }

        public static Hashtable? BySam(Hashtable domain, string dc, string sam)
        {
            foreach (var value in View(domain, dc).Values)
            {
                var one = (Hashtable)Values.Bare(value)!;
                if (one["sid"] is not null && one.Table("attributes")["sAMAccountName"] is { } name && Values.Same(Values.TextOf(name), sam)) return one;
            }

            return null;
        }

        internal static IEnumerable<Hashtable> Domains()
        {
            if (Current.World.Get("domain") is not Hashtable forest) yield break;
            foreach (var domain in forest.Table("domains").Values) yield return (Hashtable)Values.Bare(domain)!;
        }

        internal static Hashtable Objects(Hashtable domain, string dc) => domain.Table("replicas").Table(dc).Table("objects");

        private static bool IsBlocked(Hashtable domain) => Values.In(domain.Text("name"), Current.World.Table("domain")["blockedDomains"]);

        private static Hashtable Refusal(string why) => new Hashtable(StringComparer.OrdinalIgnoreCase) { ["refusal"] = why };

        private static object[] Changed(bool add, object? before, object? change)
        {
            var values = new List<object>();
            foreach (var value in Values.Each(before))
            {
                if (value is not null && (add || !Values.In(Values.TextOf(value), change))) values.Add(value);
            }

            if (!add) return values.ToArray();
            var there = values.ToArray();
            foreach (var value in Values.Each(change))
            {
                if (value is not null && !Values.In(Values.TextOf(value), there)) values.Add(value);
            }

            return values.ToArray();
        }
    }
}
