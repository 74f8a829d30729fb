"""Tables whose rows belong to no single case: applicants, literature, trials and their documents."""

from tokkyo.model.jpo.table import Table

SHARED_TABLES: tuple[Table, ...] = (
    Table(
        "appl_reg_info",
        "申請人登録情報ファイル",
        key="appl_cd",
        values="appl_name appl_cana_name appl_addr wes_join_name integ_appl_cd",
        lookups="appl_name",
    ),
    Table(
        "sinseinin",
        "申請人情報ファイル",
        key="sinseinin_code version_no",
        values="masshoriyu_mark togosinseinin_code",
    ),
    Table(
        "abc_cd_info",
        "ABC情報ファイル",
        key="appl_atty_cd appl_atty_class change_num",
        values="valid_flg appl_name atty_name",
    ),
    Table(
        "non_p_bib",
        "非特許書誌ファイル",
        key="isn reg_srl_num",
        values="del_flg doc_num doc_class author_translator_name monograph_name_title publication_name "
        "pub_cntry_cd pub_office_publisher pub_acpt_year_month_day year_month_day_flg "
        "ver_num_vol_issu_cnt citation_page cd_class cs_num_business_num_url",
    ),
    Table(
        "snpn_zkn",
        "審判事件ファイル",
        key="snpn_bngu",
        values="skbt_flg sytgn_bngu ynpu_kbn turk_bngu snpn_sybt snpn_sikyu_dt snpn_zkn_sisyu_sybn_cd "
        "sisyu_sybn_kkti_dt",
        lookups="sytgn_bngu",
    ),
    Table(
        "uktk_syri",
        "受付書類ファイル",
        key="uktk_syri_bngu",
        values="skbt_flg snpn_bngu tyukn_cd syri_ssds_dt syri_uktk_dt syri_sybt_cd yuku_flg etrn_kns_flg "
        "syri_ztti_rrk_bngu syri_siz",
        lookups="snpn_bngu",
    ),
    Table(
        "hssu_syri",
        "発送書類ファイル",
        key="hssu_syri_bngu",
        values="skbt_flg snpn_bngu tyukn_cd syri_hssu_dt kan_dt yuku_flg etrn_kns_flg syri_ztti_rrk_bngu tokkyo_size",
        lookups="snpn_bngu",
    ),
    Table(
        "tyuni_syri",
        "庁内書類ファイル",
        key="tyuni_syri_bngu",
        values="skbt_flg snpn_bngu tyukn_cd kan_dt tyukn_krk_hyuzjn_kjn_dt tyuni_syri_sksi_dt yuku_flg "
        "etrn_kns_flg syri_siz",
        lookups="snpn_bngu",
    ),
    Table(
        "syss_tisyu_snkttu",
        "出訴対象審決等ファイル",
        key="sibnsy_cd zkn_krk_hgu_cd zkn_bngu krkes_bngu",
        values="skbt_flg snpn_bngu",
        lookups="snpn_bngu",
    ),
    Table(
        "syss_jukk_juhu",
        "出訴・上告情報ファイル",
        key="sibnsy_cd zkn_krk_hgu_cd zkn_bngu krkes_bngu",
        values="skbt_flg hyuzyu_zkn_bngu_gngu hyuzyu_zkn_bngu_nnsu hyuzyu_zkn_bngu_bngu",
    ),
)
