package dev.runner.modules;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import dev.runner.modules.apache.Apache2Module;
import dev.runner.modules.certificates.JavaKeystore;
import dev.runner.modules.certificates.OpensshKeypair;
import dev.runner.modules.certificates.OpensslCsr;
import dev.runner.modules.certificates.OpensslDhparam;
import dev.runner.modules.certificates.OpensslPrivatekey;
import dev.runner.modules.certificates.OpensslPublickey;
import dev.runner.modules.certificates.X509Certificate;
import dev.runner.modules.certificates.X509CertificateInfo;
import dev.runner.modules.commands.AsyncStatus;
import dev.runner.modules.commands.Command;
import dev.runner.modules.commands.Expect;
import dev.runner.modules.commands.Make;
import dev.runner.modules.commands.Raw;
import dev.runner.modules.commands.Script;
import dev.runner.modules.commands.Shell;
import dev.runner.modules.control.AddHost;
import dev.runner.modules.control.Assert;
import dev.runner.modules.control.Debug;
import dev.runner.modules.control.Fail;
import dev.runner.modules.control.GroupBy;
import dev.runner.modules.control.IncludeVars;
import dev.runner.modules.control.Pause;
import dev.runner.modules.control.Ping;
import dev.runner.modules.control.SetFact;
import dev.runner.modules.control.SetStats;
import dev.runner.modules.control.ValidateArgumentSpec;
import dev.runner.modules.control.WaitFor;
import dev.runner.modules.control.WaitForConnection;
import dev.runner.modules.databases.MysqlDb;
import dev.runner.modules.databases.MysqlInfo;
import dev.runner.modules.databases.MysqlQuery;
import dev.runner.modules.databases.MysqlUser;
import dev.runner.modules.databases.MysqlVariables;
import dev.runner.modules.databases.PostgresqlDb;
import dev.runner.modules.databases.PostgresqlExt;
import dev.runner.modules.databases.PostgresqlIdx;
import dev.runner.modules.databases.PostgresqlMembership;
import dev.runner.modules.databases.PostgresqlOwner;
import dev.runner.modules.databases.PostgresqlPgHba;
import dev.runner.modules.databases.PostgresqlPing;
import dev.runner.modules.databases.PostgresqlPrivs;
import dev.runner.modules.databases.PostgresqlQuery;
import dev.runner.modules.databases.PostgresqlSchema;
import dev.runner.modules.databases.PostgresqlSequence;
import dev.runner.modules.databases.PostgresqlSet;
import dev.runner.modules.databases.PostgresqlTable;
import dev.runner.modules.databases.PostgresqlTablespace;
import dev.runner.modules.databases.PostgresqlUser;
import dev.runner.modules.facts.GatherFacts;
import dev.runner.modules.facts.MountFacts;
import dev.runner.modules.facts.Setup;
import dev.runner.modules.files.Acl;
import dev.runner.modules.files.Archive;
import dev.runner.modules.files.Assemble;
import dev.runner.modules.files.Capabilities;
import dev.runner.modules.files.Copy;
import dev.runner.modules.files.Fetch;
import dev.runner.modules.files.File;
import dev.runner.modules.files.Filesize;
import dev.runner.modules.files.Find;
import dev.runner.modules.files.Patch;
import dev.runner.modules.files.Slurp;
import dev.runner.modules.files.Stat;
import dev.runner.modules.files.Synchronize;
import dev.runner.modules.files.Tempfile;
import dev.runner.modules.files.Template;
import dev.runner.modules.files.Unarchive;
import dev.runner.modules.git.Git;
import dev.runner.modules.git.GitConfig;
import dev.runner.modules.git.GitConfigInfo;
import dev.runner.modules.network.Firewalld;
import dev.runner.modules.network.Iptables;
import dev.runner.modules.network.KnownHosts;
import dev.runner.modules.network.Ufw;
import dev.runner.modules.packages.Apk;
import dev.runner.modules.packages.Composer;
import dev.runner.modules.packages.Cpanm;
import dev.runner.modules.packages.Gem;
import dev.runner.modules.packages.Npm;
import dev.runner.modules.packages.Package;
import dev.runner.modules.packages.PackageFacts;
import dev.runner.modules.packages.apt.Apt;
import dev.runner.modules.packages.apt.AptKey;
import dev.runner.modules.packages.apt.AptRepository;
import dev.runner.modules.packages.apt.Deb822Repository;
import dev.runner.modules.packages.apt.Debconf;
import dev.runner.modules.packages.apt.DpkgDivert;
import dev.runner.modules.packages.apt.DpkgSelections;
import dev.runner.modules.packages.rpm.Dnf;
import dev.runner.modules.packages.rpm.RpmKey;
import dev.runner.modules.packages.rpm.YumRepository;
import dev.runner.modules.python.Pip;
import dev.runner.modules.scheduling.At;
import dev.runner.modules.scheduling.Cron;
import dev.runner.modules.scheduling.Cronvar;
import dev.runner.modules.services.Service;
import dev.runner.modules.services.ServiceFacts;
import dev.runner.modules.services.Supervisorctl;
import dev.runner.modules.services.SystemdService;
import dev.runner.modules.services.Sysvinit;
import dev.runner.modules.site.DeployHelper;
import dev.runner.modules.subversion.Subversion;
import dev.runner.modules.system.Alternatives;
import dev.runner.modules.system.Filesystem;
import dev.runner.modules.system.Getent;
import dev.runner.modules.system.Hostname;
import dev.runner.modules.system.LocaleGen;
import dev.runner.modules.system.Lvg;
import dev.runner.modules.system.Lvol;
import dev.runner.modules.system.Modprobe;
import dev.runner.modules.system.Mount;
import dev.runner.modules.system.Parted;
import dev.runner.modules.system.Reboot;
import dev.runner.modules.system.Seboolean;
import dev.runner.modules.system.Sefcontext;
import dev.runner.modules.system.Selinux;
import dev.runner.modules.system.Seport;
import dev.runner.modules.system.Sysctl;
import dev.runner.modules.system.Timezone;
import dev.runner.modules.text.Blockinfile;
import dev.runner.modules.text.Crypttab;
import dev.runner.modules.text.Htpasswd;
import dev.runner.modules.text.IniFile;
import dev.runner.modules.text.InterfacesFile;
import dev.runner.modules.text.KernelBlacklist;
import dev.runner.modules.text.Lineinfile;
import dev.runner.modules.text.PamLimits;
import dev.runner.modules.text.Pamd;
import dev.runner.modules.text.Replace;
import dev.runner.modules.text.SshConfig;
import dev.runner.modules.text.Sudoers;
import dev.runner.modules.text.Xml;
import dev.runner.modules.users.AuthorizedKey;
import dev.runner.modules.users.Group;
import dev.runner.modules.users.User;
import dev.runner.modules.web.GetUrl;
import dev.runner.modules.web.Uri;
import java.util.List;
import java.util.Optional;

/// The modules that playbooks of Ansible name, by their package.
public final class BuiltinModules implements Catalog {

  @Override
  public String collection() {
    return "ansible.builtin";
  }

  @Override
  public List<Class<? extends TaskModule>> modules() {
    return List.of(
        // apache
        Apache2Module.class,
        // commands
        AsyncStatus.class,
        Command.class,
        Expect.class,
        Make.class,
        Raw.class,
        Script.class,
        Shell.class,
        // control
        AddHost.class,
        Assert.class,
        Debug.class,
        Fail.class,
        GroupBy.class,
        IncludeVars.class,
        Pause.class,
        Ping.class,
        SetFact.class,
        SetStats.class,
        ValidateArgumentSpec.class,
        WaitFor.class,
        WaitForConnection.class,
        // facts
        MountFacts.class,
        GatherFacts.class,
        Setup.class,
        // files
        Acl.class,
        Archive.class,
        Assemble.class,
        Capabilities.class,
        Copy.class,
        Fetch.class,
        File.class,
        Find.class,
        Filesize.class,
        Patch.class,
        Slurp.class,
        Stat.class,
        Synchronize.class,
        Tempfile.class,
        Template.class,
        Unarchive.class,
        // certificates
        JavaKeystore.class,
        OpensshKeypair.class,
        OpensslCsr.class,
        OpensslDhparam.class,
        OpensslPrivatekey.class,
        OpensslPublickey.class,
        X509Certificate.class,
        X509CertificateInfo.class,
        // databases
        MysqlDb.class,
        MysqlInfo.class,
        MysqlQuery.class,
        MysqlUser.class,
        MysqlVariables.class,
        PostgresqlDb.class,
        PostgresqlExt.class,
        PostgresqlIdx.class,
        PostgresqlMembership.class,
        PostgresqlOwner.class,
        PostgresqlPgHba.class,
        PostgresqlPing.class,
        PostgresqlPrivs.class,
        PostgresqlQuery.class,
        PostgresqlSchema.class,
        PostgresqlSequence.class,
        PostgresqlSet.class,
        PostgresqlTable.class,
        PostgresqlTablespace.class,
        PostgresqlUser.class,
        // git
        Git.class,
        GitConfig.class,
        GitConfigInfo.class,
        // packages
        Apk.class,
        Apt.class,
        AptKey.class,
        AptRepository.class,
        Deb822Repository.class,
        Debconf.class,
        Dnf.class,
        DpkgDivert.class,
        DpkgSelections.class,
        Gem.class,
        Npm.class,
        Composer.class,
        Cpanm.class,
        Package.class,
        PackageFacts.class,
        RpmKey.class,
        YumRepository.class,
        // network
        Firewalld.class,
        Iptables.class,
        KnownHosts.class,
        Ufw.class,
        // python
        Pip.class,
        // site
        DeployHelper.class,
        // subversion
        Subversion.class,
        // scheduling
        At.class,
        Cron.class,
        Cronvar.class,
        // services
        Service.class,
        ServiceFacts.class,
        SystemdService.class,
        Supervisorctl.class,
        Sysvinit.class,
        // system
        Alternatives.class,
        Getent.class,
        Hostname.class,
        LocaleGen.class,
        Filesystem.class,
        Lvg.class,
        Lvol.class,
        Modprobe.class,
        Mount.class,
        Parted.class,
        Reboot.class,
        Seboolean.class,
        Sefcontext.class,
        Seport.class,
        Selinux.class,
        Sysctl.class,
        Timezone.class,
        // text
        Blockinfile.class,
        Crypttab.class,
        Htpasswd.class,
        IniFile.class,
        InterfacesFile.class,
        KernelBlacklist.class,
        Lineinfile.class,
        PamLimits.class,
        Pamd.class,
        Replace.class,
        SshConfig.class,
        Sudoers.class,
        Xml.class,
        // users
        AuthorizedKey.class,
        Group.class,
        User.class,
        // web
        GetUrl.class,
        Uri.class);
  }

  @Override
  public Optional<Class<? extends TaskModule>> factsGatherer() {
    return Optional.of(GatherFacts.class);
  }
}
